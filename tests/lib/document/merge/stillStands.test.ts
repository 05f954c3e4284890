import { expect, it } from 'vitest';
import { applyOperation } from '@/lib/document/apply';
import { stillStands } from '@/lib/document/merge/stillStands';
import type { Operation } from '@/lib/document/operation';
import type { LayerGraph } from '@/lib/graph/graph';
import { newNode, smallDesign } from '@/tests/support/smallDesign';

const GESTURE: readonly Operation[] = [
  { type: 'setParams', id: 'conv', params: { filters: 16 } },
  { type: 'removeNodes', ids: ['relu'] },
  { type: 'addNode', node: newNode('fresh') },
  { type: 'connect', edge: { id: 'w', source: 'conv', port: 0, target: 'fresh', slot: 0 } },
];

/** The design after operations, and what undoes them. */
function after(start: LayerGraph, operations: readonly Operation[]) {
  let graph = start;
  const inverse: Operation[] = [];
  for (const operation of operations) {
    const applied = applyOperation(graph, operation);
    if (applied.outcome !== 'applied') throw new Error(applied.message);
    graph = applied.graph;
    inverse.unshift(...applied.inverse);
  }
  return { graph, inverse };
}

it('[P15] holds as long as any of it is there', () => {
  const { graph, inverse } = after(smallDesign(), GESTURE);
  expect(stillStands(graph, inverse)).toBe(true);
  const less = after(graph, [
    { type: 'removeNodes', ids: ['fresh'] },
    { type: 'renameNode', id: 'conv', name: 'stem' },
  ]);
  expect(stillStands(less.graph, inverse)).toBe(true);
});

it('[P15] no longer holds once it was undone, whatever else was done', () => {
  const { graph, inverse } = after(smallDesign(), GESTURE);
  const undone = after(graph, inverse);
  expect(stillStands(undone.graph, inverse)).toBe(false);
  const more = after(undone.graph, [{ type: 'renameNode', id: 'conv', name: 'stem' }]);
  expect(stillStands(more.graph, inverse)).toBe(false);
});
