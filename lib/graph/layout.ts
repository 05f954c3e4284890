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
  const rowsTaken = new Map<number, TakenRow>();
  for (const id of [...order, ...stuck]) {
    const inputs = wiring.into(id);
    const rows = inputs.map(({ source }) => row.get(source) ?? -1);
    const ownRow = Math.max(-1, ...rows) + 1;
    const first = inputs[0]?.source;
    const wanted = first === undefined ? 0 : (column.get(first) ?? 0);
    const taken = rowsTaken.get(ownRow) ?? { columns: new Set(), reached: new Map() };
    rowsTaken.set(ownRow, taken);
    const ownColumn = takeNearest(taken, wanted);
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

interface TakenRow {
  readonly columns: Set<number>;
  /** How far from a wanted column everything is known to be taken, so that wide rows take no square of time. */
  readonly reached: Map<number, number>;
}

/** Takes the free column of a row that is nearest to the wanted one. */
function takeNearest({ columns, reached }: TakenRow, wanted: number): number {
  for (let distance = reached.get(wanted) ?? 0; ; distance++) {
    for (const column of [wanted + distance, wanted - distance]) {
      if (columns.has(column)) continue;
      columns.add(column);
      reached.set(wanted, distance);
      return column;
    }
  }
}
