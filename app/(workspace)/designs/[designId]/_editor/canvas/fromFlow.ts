import type { Connection, NodeChange } from 'reactflow';
import type { FlowEdge, FlowNode } from '@/app/(workspace)/_canvas/flowTypes';
import type { Operation } from '@/lib/document/operation';
import type { Wire } from '@/lib/graph/canConnect';
import type { NodeId } from '@/lib/graph/graph';

/** Where layers end up when a drag or a step with the arrow keys is over; nothing while it goes on. */
export function movesOf(changes: readonly NodeChange<FlowNode>[]): readonly Operation[] {
  const moves = changes.flatMap((change) =>
    change.type === 'position' && change.position && change.dragging === false
      ? [{ id: change.id, position: { x: round(change.position.x), y: round(change.position.y) } }]
      : [],
  );
  return moves.length > 0 ? [{ type: 'moveNodes', moves }] : [];
}

/** Where layers are while somebody drags them. */
export function draggedOf(
  changes: readonly NodeChange<FlowNode>[],
): readonly { readonly id: NodeId; readonly x: number; readonly y: number }[] {
  return changes.flatMap((change) =>
    change.type === 'position' && change.position && change.dragging
      ? [{ id: change.id, x: round(change.position.x), y: round(change.position.y) }]
      : [],
  );
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The wire that a connection drawn on the canvas stands for. */
export function wireOf({
  source,
  sourceHandle,
  target,
}: Pick<Connection, 'source' | 'sourceHandle' | 'target'>): Wire {
  return { source, port: Number(sourceHandle ?? 0), target };
}

/** Taking layers and wires away; wires that go with their layers need no operation of their own. */
export function removalOf(
  nodes: readonly FlowNode[],
  edges: readonly FlowEdge[],
): readonly Operation[] {
  const ids = nodes.map(({ id }) => id);
  const gone = new Set(ids);
  const wires = edges.filter(({ source, target }) => !gone.has(source) && !gone.has(target));
  const operations: Operation[] = [];
  if (wires.length > 0) operations.push({ type: 'disconnect', ids: wires.map(({ id }) => id) });
  if (ids.length > 0) operations.push({ type: 'removeNodes', ids });
  return operations;
}
