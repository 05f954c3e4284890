import fc from 'fast-check';
import { expect, it, describe as suite } from 'vitest';
import { applyOperation } from '@/lib/document/apply';
import { describe, knownLayers, previousParams, type Recorded } from '@/lib/document/describe';
import type { Operation } from '@/lib/document/operation';
import type { LayerGraph } from '@/lib/graph/graph';
import { arbitraryTape, tape } from '@/tests/support/draw';
import { randomOperation } from '@/tests/support/randomOperation';
import { smallDesign } from '@/tests/support/smallDesign';

/** What is said of an operation on the small design, in the light of the document after it. */
function told(operation: Operation, graph: LayerGraph = smallDesign()): string {
  const applied = applyOperation(graph, operation);
  if (applied.outcome !== 'applied') throw new Error(applied.message);
  const recorded: Recorded = { operation: applied.effective, inverse: applied.inverse };
  return describe(recorded, knownLayers(applied.graph, [recorded]));
}

suite('describe', () => {
  const graph = smallDesign();
  const ids = [...graph.nodes.keys()];
  const names = [...graph.nodes.values()].map(({ name }) => `“${name}”`);
  const conv = [...graph.nodes.values()].find(({ kind }) => kind === 'conv2d');
  const [edge] = graph.edges.values();

  it('[P13] names layers, parameters and what was there before', () => {
    expect(told({ type: 'setParams', id: conv?.id ?? '', params: { filters: 99 } })).toMatch(
      new RegExp(`^set Filters from \\d+ to 99 of “${conv?.name}”$`),
    );
    expect(told({ type: 'renameNode', id: ids[0] ?? '', name: 'photo' })).toBe(
      `renamed ${names[0]} to “photo”`,
    );
    expect(told({ type: 'setSettings', settings: { batch: 7 } })).toBe(
      `set batch from ${graph.settings.batch} to 7 of the design`,
    );
  });

  it('[P13] names what is gone by what it was called', () => {
    expect(told({ type: 'removeNodes', ids: ids.slice(0, 1) })).toBe(`removed ${names[0]}`);
    expect(told({ type: 'removeNodes', ids: ids.slice(0, 3) })).toBe('removed 3 layers');
    const [from, to] = [edge?.source, edge?.target].map((id) => graph.nodes.get(id ?? '')?.name);
    expect(told({ type: 'disconnect', ids: [edge?.id ?? ''] })).toBe(
      `removed the wire from “${from}” to “${to}”`,
    );
  });

  it('[P13] has a sentence for everything that can happen', () => {
    fc.assert(
      fc.property(arbitraryTape(200), (numbers) => {
        const draw = tape(numbers);
        let made = 0;
        let current: LayerGraph = smallDesign();
        for (let step = 0; step < 10; step++) {
          const around = { draw, newId: () => `n${made++}` };
          const applied = applyOperation(current, randomOperation(current, around));
          if (applied.outcome !== 'applied') continue;
          const recorded: Recorded = { operation: applied.effective, inverse: applied.inverse };
          const sentence = describe(recorded, knownLayers(applied.graph, [recorded]));
          expect(sentence).toMatch(/^(added|removed|moved|set|renamed|wired|put|took) ./u);
          expect(sentence).not.toMatch(/undefined|a layer|that is gone|\[object/u);
          current = applied.graph;
        }
      }),
    );
  });
});

suite('previousParams', () => {
  it('[P13] tells the values that a change replaced', () => {
    const inverse: readonly Operation[] = [
      { type: 'setParams', id: 'a', params: { filters: 64 } },
      { type: 'setParams', id: 'b', params: { filters: 8 } },
    ];
    expect([...previousParams('a', inverse)]).toEqual([['filters', 64]]);
  });
});
