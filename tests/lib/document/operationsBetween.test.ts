import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyOperation } from '@/lib/document/apply';
import type { Operation } from '@/lib/document/operation';
import { operationsBetween } from '@/lib/document/operationsBetween';
import { EMPTY_GRAPH, type LayerGraph } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import { templateById } from '@/lib/templates/templates';
import { arbitraryTape, type Draw, tape } from '@/tests/support/draw';
import { expectValid } from '@/tests/support/expectValid';
import { randomOperation } from '@/tests/support/randomOperation';
import { smallDesign } from '@/tests/support/smallDesign';

/** The document after operations, each of which must be possible at its turn. */
function replayed(graph: LayerGraph, operations: readonly Operation[]): LayerGraph {
  return operations.reduce((current, operation) => {
    const applied = applyOperation(current, operation);
    if (applied.outcome === 'refused') throw new Error(`${operation.type}: ${applied.message}`);
    return applied.outcome === 'applied' ? applied.graph : current;
  }, graph);
}

function wandered(start: LayerGraph, draw: Draw, name: string): LayerGraph {
  let made = 0;
  let graph = start;
  for (let step = 0; step < 15; step++) {
    const around = { draw, newId: () => `${name}${made++}` };
    const applied = applyOperation(graph, randomOperation(graph, around));
    if (applied.outcome === 'applied') graph = applied.graph;
  }
  return graph;
}

describe('operationsBetween', () => {
  it('[P14] leads from any document to any other, over valid documents alone', () => {
    fc.assert(
      fc.property(arbitraryTape(400), fc.boolean(), (numbers, empty) => {
        const draw = tape(numbers);
        const start = empty ? EMPTY_GRAPH : smallDesign();
        const [from, to] = [wandered(start, draw, 'a'), wandered(start, draw, 'b')];
        const reached = replayed(from, operationsBetween(from, to));
        expectValid(reached);
        expect(reached).toEqual(to);
        expect(operationsBetween(to, to)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('[P14] leads from one known network to another and back', () => {
    const [resnet, squeeze] = ['resnet18', 'squeezenet1_1'].map((id) =>
      must(templateById(id), id).build(),
    ) as [LayerGraph, LayerGraph];
    const there = replayed(resnet, operationsBetween(resnet, squeeze));
    expect(there).toEqual(squeeze);
    expect(replayed(there, operationsBetween(there, resnet))).toEqual(resnet);
  });

  it('[P14] touches nothing but what differs', () => {
    const before = smallDesign();
    const [conv] = [...before.nodes.values()].filter(({ kind }) => kind === 'conv2d');
    const id = must(conv, 'a convolution').id;
    const change: Operation = { type: 'setParams', id, params: { filters: 99 } };
    expect(operationsBetween(before, replayed(before, [change]))).toEqual([change]);
  });

  it('[P6] [P14] leaves to a block the name that it had on both sides', () => {
    const before = smallDesign();
    const group = { id: 'stem', name: 'stem' };
    const join: Operation = { type: 'groupNodes', group, ids: ['image'] };
    expect(operationsBetween(before, replayed(before, [join]))).toEqual([
      { ...join, keepName: true },
    ]);
    const renamed: Operation = { ...join, group: { id: 'stem', name: 'Stem' } };
    expect(operationsBetween(before, replayed(before, [renamed]))).toEqual([renamed]);
  });
});
