import type { LayerGraph, LayerNode, NodeId, Point } from './graph';
import { topologyOf } from './topology';
import { wiringOf } from './wiring';

/** Size of a layer on the canvas; the same for all, so that they can be placed before they are drawn. */
export const NODE_SIZE = { width: 216, height: 104 } as const;

const ROW = NODE_SIZE.height + 48;
const COLUMN = NODE_SIZE.width + 40;

/**
 * Places for the layers of a graph that has none: a row for each step from the input, a column for
 * each branch; a layer stands below its first input where there is room. Quick and stable; the
 * editor's own layout command does finer work.
 */
export function layoutGraph(graph: LayerGraph): LayerGraph {
  const wiring = wiringOf(graph);
  const { order, stuck } = topologyOf(graph);
  const row = new Map<NodeId, number>();
  const column = new Map<NodeId, number>();
  const taken = new Map<number, Set<number>>();
  for (const id of [...order, ...stuck]) {
    const inputs = wiring.into(id);
    const rows = inputs.map(({ source }) => row.get(source) ?? -1);
    const ownRow = Math.max(-1, ...rows) + 1;
    const first = inputs[0]?.source;
    const wanted = first === undefined ? 0 : (column.get(first) ?? 0);
    const columns = taken.get(ownRow) ?? new Set<number>();
    const ownColumn = nearestFree(columns, wanted);
    taken.set(ownRow, columns.add(ownColumn));
    row.set(id, ownRow);
    column.set(id, ownColumn);
  }
  const nodes = new Map<NodeId, LayerNode>();
  for (const [id, node] of graph.nodes) {
    const position: Point = { x: (column.get(id) ?? 0) * COLUMN, y: (row.get(id) ?? 0) * ROW };
    nodes.set(id, { ...node, position });
  }
  return { ...graph, nodes };
}

function nearestFree(taken: ReadonlySet<number>, wanted: number): number {
  for (let distance = 0; ; distance++) {
    if (!taken.has(wanted + distance)) return wanted + distance;
    if (!taken.has(wanted - distance)) return wanted - distance;
  }
}
