import { groupBy } from '@/lib/groupBy';
import type { LayerGraph, LayerNode, NodeId } from './graph';

/** A place on the grid of a layout. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

/** The cells that the frame of a block covers. */
interface Frame {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** With more blocks than this, nobody sees frames any more, and comparing them takes time. */
const MOST_BLOCKS = 1000;

/**
 * The cells of layers with no block in the frame of another, and no layer in a frame that is not its own.
 * The larger of two blocks stays; the smaller one, such as an auxiliary head beside the main path, moves
 * behind everything that stands in its rows. Rows stay as they are.
 */
export function separateBlocks(
  { nodes, groups }: LayerGraph,
  cells: ReadonlyMap<NodeId, Cell>,
): ReadonlyMap<NodeId, Cell> {
  if (groups.size === 0 || groups.size > MOST_BLOCKS) return cells;
  const placed = new Map(cells);
  const last: number[] = [];
  for (const { row, column } of cells.values())
    last[row] = Math.max(last[row] ?? Number.NEGATIVE_INFINITY, column);
  const settled: Frame[] = [];
  const settle = (members: readonly LayerNode[]): Frame => {
    const frame = frameOf(members, placed);
    if (!settled.some((other) => overlap(frame, other))) return frame;
    const beside = most(last.slice(frame.top, frame.bottom + 1)) + 1;
    for (const { id } of members) {
      const { row, column } = placed.get(id) ?? { row: 0, column: 0 };
      const moved = { row, column: column + beside - frame.left };
      placed.set(id, moved);
      last[row] = Math.max(last[row] ?? moved.column, moved.column);
    }
    return frameOf(members, placed);
  };
  const blocks = groupBy(nodes.values(), ({ group }) => group ?? undefined);
  for (const members of [...blocks.values()].toSorted((a, b) => b.length - a.length))
    settled.push(settle(members));
  for (const node of nodes.values()) if (node.group === null) settle([node]);
  return placed;
}

function frameOf(members: readonly LayerNode[], cells: ReadonlyMap<NodeId, Cell>): Frame {
  const own = members.flatMap(({ id }) => cells.get(id) ?? []);
  const rows = own.map(({ row }) => row);
  const columns = own.map(({ column }) => column);
  return {
    top: least(rows),
    bottom: most(rows),
    left: least(columns),
    right: most(columns),
  };
}

/** Without spreading: a block may have more layers than a call has room for arguments. */
function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
}

function overlap(a: Frame, b: Frame): boolean {
  const rows = a.top <= b.bottom && b.top <= a.bottom;
  return rows && a.left <= b.right && b.left <= a.right;
}
