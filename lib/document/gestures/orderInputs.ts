import type { EdgeId, LayerGraph, NodeId } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import { newId } from '@/lib/ids';
import type { Operation } from '../operation';

/** Moves a wire of a join one place up or down among its inputs: the order of a concatenation. */
export function orderInputs(
  graph: LayerGraph,
  target: NodeId,
  edgeId: EdgeId,
  direction: -1 | 1,
): readonly Operation[] {
  const edges = wiringOf(graph).into(target);
  const place = edges.findIndex(({ id }) => id === edgeId);
  const moved = edges[place];
  const other = edges[place + direction];
  if (!moved || !other) return [];
  return [
    { type: 'disconnect', ids: [moved.id, other.id] },
    { type: 'connect', edge: { ...moved, id: newId(), slot: other.slot } },
    { type: 'connect', edge: { ...other, id: newId(), slot: moved.slot } },
  ];
}
