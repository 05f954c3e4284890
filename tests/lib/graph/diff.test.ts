import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyOperation } from '@/lib/document/apply';
import type { Operation } from '@/lib/document/operation';
import { diffGraphs, type GraphDiff } from '@/lib/graph/diff';
import { EMPTY_GRAPH, type LayerGraph } from '@/lib/graph/graph';
import { GraphBuilder } from '@/lib/templates/builder';
import { arbitraryTape, tape } from '@/tests/support/draw';
import { randomNetwork } from '@/tests/support/randomNetwork';
import { randomOperation } from '@/tests/support/randomOperation';
import { renamed } from '@/tests/support/renamed';
import { newNode, smallDesign } from '@/tests/support/smallDesign';

function changed(...operations: readonly Operation[]): LayerGraph {
  let graph = smallDesign();
  for (const operation of operations) {
    const applied = applyOperation(graph, operation);
    if (applied.outcome !== 'applied') throw new Error(applied.message);
    graph = applied.graph;
  }
  return graph;
}

/** What differs, without who answers to whom. */
function differences({ added, removed, changed: differing }: GraphDiff) {
  return { added: [...added], removed: [...removed], changed: Object.fromEntries(differing) };
}

const SAME = { added: [], removed: [], changed: {} };

describe('diffGraphs', () => {
  it('finds nothing between a design and itself, wherever its layers stand', () => {
    const moved = changed(
      { type: 'moveNodes', moves: [{ id: 'conv', position: { x: 1, y: 2 } }] },
      { type: 'ungroup', id: 'stem' },
    );
    expect(differences(diffGraphs(smallDesign(), moved))).toEqual(SAME);
  });

  it('names parameters as the inspector does, with both values', () => {
    const after = changed(
      { type: 'setParams', id: 'conv', params: { filters: 16, stride: [2, 2] } },
      { type: 'renameNode', id: 'conv', name: 'stem' },
    );
    expect(differences(diffGraphs(smallDesign(), after))).toEqual({
      ...SAME,
      changed: {
        conv: [
          { property: 'Name', before: 'conv', after: 'stem' },
          { property: 'Filters', before: 4, after: 16 },
          { property: 'Stride', before: [1, 1], after: [2, 2] },
        ],
      },
    });
  });

  it('tells layers that came, layers that went, and whose inputs that changed', () => {
    const after = changed(
      { type: 'removeNodes', ids: ['relu'] },
      { type: 'addNode', node: newNode('fresh') },
      { type: 'connect', edge: { id: 'x', source: 'conv', port: 0, target: 'fresh', slot: 0 } },
      { type: 'connect', edge: { id: 'y', source: 'fresh', port: 0, target: 'parts', slot: 0 } },
    );
    expect(differences(diffGraphs(smallDesign(), after))).toEqual({
      added: ['fresh'],
      removed: ['relu'],
      changed: { parts: [{ property: 'Inputs', before: ['relu'], after: ['fresh'] }] },
    });
  });

  it('counts the order of inputs, and the outputs that they come from', () => {
    const swapped = changed(
      { type: 'disconnect', ids: ['sum.0', 'sum.1'] },
      { type: 'connect', edge: { id: 'x', source: 'parts', port: 1, target: 'sum', slot: 0 } },
      { type: 'connect', edge: { id: 'y', source: 'parts', port: 0, target: 'sum', slot: 1 } },
    );
    expect(differences(diffGraphs(smallDesign(), swapped))).toEqual({
      ...SAME,
      changed: {
        sum: [
          {
            property: 'Inputs',
            before: ['parts, output 1', 'parts, output 2'],
            after: ['parts, output 2', 'parts, output 1'],
          },
        ],
      },
    });
  });

  it('takes a layer of another kind under the same id for another layer', () => {
    const before = { ...EMPTY_GRAPH, nodes: new Map([['a', newNode('a')]]) };
    const builder = new GraphBuilder();
    builder.add('flatten', 'a', {});
    expect(differences(diffGraphs(before, builder.build()))).toEqual({
      added: ['a'],
      removed: ['a'],
      changed: {},
    });
  });

  it('matches layers without a common ancestor by kind and name, in the order in which they run', () => {
    const chain = (...ids: readonly string[]): LayerGraph => ({
      ...EMPTY_GRAPH,
      nodes: new Map(ids.toReversed().map((id) => [id, newNode(id, { name: 'block' })])),
      edges: new Map(
        ids.slice(1).map((target, index) => {
          const edge = { id: target, source: ids[index] ?? '', port: 0, target, slot: 0 };
          return [target, edge];
        }),
      ),
    });
    const diff = diffGraphs(chain('a1', 'a2', 'a3'), chain('b1', 'b2', 'b3', 'b4'));
    expect(Object.fromEntries(diff.matches)).toEqual({ b1: 'a1', b2: 'a2', b3: 'a3' });
    expect(differences(diff)).toEqual({ added: ['b4'], removed: [], changed: {} });
  });

  it('matches by id first, whatever other layers are called', () => {
    const graph = (...ids: readonly string[]): LayerGraph => ({
      ...EMPTY_GRAPH,
      nodes: new Map(ids.map((id) => [id, newNode(id, { name: 'same' })])),
    });
    const { matches } = diffGraphs(graph('old', 'shared'), graph('shared', 'fresh'));
    expect(Object.fromEntries(matches)).toEqual({ shared: 'shared', fresh: 'old' });
  });

  it('finds nothing between a design and itself under other ids, where names tell layers apart', () => {
    fc.assert(
      fc.property(arbitraryTape(), arbitraryTape(), (numbers, others) => {
        const graph = randomNetwork(tape(numbers), { layers: 15 });
        const { graph: other, ids } = renamed(graph, tape(others));
        const diff = diffGraphs(graph, other);
        expect(differences(diff)).toEqual(SAME);
        expect(new Map([...diff.matches].map(([now, was]) => [was, now]))).toEqual(ids);
      }),
    );
  });

  it('told backwards, finds the same layers with came and went exchanged', () => {
    fc.assert(
      fc.property(arbitraryTape(200), (numbers) => {
        const draw = tape(numbers);
        let made = 0;
        const before = smallDesign();
        let after = before;
        for (let step = 0; step < 8; step++) {
          const newId = () => `x${made++}`;
          const applied = applyOperation(after, randomOperation(after, { draw, newId }));
          if (applied.outcome === 'applied') after = applied.graph;
        }
        const there = diffGraphs(before, after);
        const back = diffGraphs(after, before);
        expect([[...there.added].toSorted(), [...there.removed].toSorted()]).toEqual([
          [...back.removed].toSorted(),
          [...back.added].toSorted(),
        ]);
        expect([...there.changed.keys()].toSorted()).toEqual(
          [...back.changed.keys()].map((id) => back.matches.get(id) ?? id).toSorted(),
        );
      }),
    );
  });
});
