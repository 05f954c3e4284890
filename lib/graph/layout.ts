import type { Interval } from '@/lib/tensor/window';
import type { GroupId, LayerGraph, LayerNode, NodeId, Point } from './graph';
import { type Cell, separateBlocks } from './separateBlocks';
import { topologyOf } from './topology';
import { wiringOf } from './wiring';

/** Size of a layer on the canvas; the same for all, so that they can be placed before they are drawn. */
export const NODE_SIZE = { width: 216, height: 92 } as const;

const ROW = NODE_SIZE.height + 44;
const COLUMN = NODE_SIZE.width + 40;

/** Room between two strips, for the wire that leads from the end of one to the top of the next. */
const STRIP_GAP = 96;
/** Graphs of so many rows or fewer stay in one strip; strips are at least half as long. */
const SHORT = 12;
const MOST_STRIPS = 24;
/** By how much of its wanted length a strip may grow so that no block is torn. */
const PATIENCE = 0.6;
/** Width over height that a deep graph is folded to: that of a screen. */
const ASPECT = 1.7;
/** How much worse an outline a torn block is, in natural logarithms of the aspect. */
const TORN = 0.8;
/** Rows of the tallest strip that can still be seen as a whole. */
const TALLEST = 64;

/**
 * Places for the layers of a graph that has none: a row for each step from the input, a column for
 * each branch; a layer stands below its first input where there is room, and no block stands in the frame
 * of another (unless a strip ends within it). Deep graphs are folded into
 * strips that read from left to right, broken where a single tensor leads on, between blocks where
 * there are such; only what would be too tall otherwise is broken at its joins. Quick and stable; the
 * editor's own layout command does finer work.
 */
export function layoutGraph(graph: LayerGraph): LayerGraph {
  const cells = separateBlocks(graph, placeOnGrid(graph));
  const origins = stripOrigins(graph, cells);
  const nodes = new Map<NodeId, LayerNode>();
  for (const [id, node] of graph.nodes) {
    const { row, column } = cells.get(id) ?? { row: 0, column: 0 };
    const { x, firstRow } = origins[row] ?? { x: 0, firstRow: 0 };
    const position: Point = { x: x + column * COLUMN, y: (row - firstRow) * ROW };
    nodes.set(id, { ...node, position });
  }
  return { ...graph, nodes };
}

function placeOnGrid(graph: LayerGraph): ReadonlyMap<NodeId, Cell> {
  const wiring = wiringOf(graph);
  const { order, stuck } = topologyOf(graph);
  const cells = new Map<NodeId, Cell>();
  const rowsTaken = new Map<number, TakenRow>();
  for (const id of [...order, ...stuck]) {
    const inputs = wiring.into(id).map(({ source }) => cells.get(source));
    const row = Math.max(-1, ...inputs.map((cell) => cell?.row ?? -1)) + 1;
    const taken = rowsTaken.get(row) ?? { columns: new Set(), reached: new Map() };
    rowsTaken.set(row, taken);
    cells.set(id, { row, column: takeNearest(taken, inputs[0]?.column ?? 0) });
  }
  return cells;
}

/** Where the strip of a row begins. */
interface StripOrigin {
  readonly x: number;
  readonly firstRow: number;
}

/** A way to fold the rows: the strip of every row, and the size of the whole. */
interface Folding {
  readonly origins: readonly StripOrigin[];
  readonly width: number;
  readonly height: number;
}

/**
 * The folding whose outline is most like a screen's, and which tears few blocks for it. What stays too
 * tall to be seen as a whole is broken at its joins too, though many wires lead on there.
 */
function stripOrigins(graph: LayerGraph, cells: ReadonlyMap<NodeId, Cell>): readonly StripOrigin[] {
  const spans = columnSpans(cells);
  const single = fold(spans, [0]);
  if (spans.length <= SHORT) return single.origins;
  const seams = findSeams(graph, cells, spans.length);
  const whole = seams.map((seam) => (seam === 'between' ? seam : 'none'));
  const torn = seams.map((seam) => (seam === 'join' ? 'none' : seam));
  const best = bestFolding(spans, seams, [whole, torn], TORN) ?? single;
  if (best.height <= TALLEST * ROW) return best.origins;
  return (bestFolding(spans, seams, [seams], 0) ?? best).origins;
}

/** The best of the foldings at the seams that are allowed; none when one strip is better than any. */
function bestFolding(
  spans: readonly Interval[],
  seams: readonly Seam[],
  allowed: readonly (readonly Seam[])[],
  tearing: number,
): Folding | undefined {
  let best: Folding | undefined;
  let least = misfit(fold(spans, [0]));
  for (let strips = 2; strips <= MOST_STRIPS && spans.length / strips >= SHORT / 2; strips++) {
    for (const some of allowed) {
      const breaks = stripBreaks(some, spans.length / strips);
      const folding = fold(spans, breaks);
      const tears = breaks.filter((row) => row > 0 && seams[row] !== 'between').length;
      const found = misfit(folding) + tearing * tears;
      if (found < least) [best, least] = [folding, found];
    }
  }
  return best;
}

/** How far an outline is from that of a screen: the logarithm of the ratio of their aspects. */
function misfit({ width, height }: Folding): number {
  return Math.abs(Math.log(width / height / ASPECT));
}

function fold(spans: readonly Interval[], breaks: readonly number[]): Folding {
  const origins: StripOrigin[] = [];
  let right = 0;
  let deepest = 0;
  for (const [strip, firstRow] of breaks.entries()) {
    const end = breaks[strip + 1] ?? spans.length;
    const rows = spans.slice(firstRow, end);
    const left = Math.min(...rows.map(({ low }) => low));
    const x = strip === 0 ? 0 : right + STRIP_GAP - left * COLUMN;
    for (let row = firstRow; row < end; row++) origins.push({ x, firstRow });
    right = x + (Math.max(...rows.map(({ high }) => high)) + 1) * COLUMN;
    deepest = Math.max(deepest, end - firstRow);
  }
  return { origins, width: right, height: deepest * ROW };
}

/** Leftmost and rightmost column of each row. */
function columnSpans(cells: ReadonlyMap<NodeId, Cell>): readonly Interval[] {
  const spans: Interval[] = [];
  for (const { row, column } of cells.values()) {
    const span = spans[row] ?? { low: column, high: column };
    spans[row] = { low: Math.min(span.low, column), high: Math.max(span.high, column) };
  }
  return spans;
}

/**
 * How well a strip may end before a row: `between` blocks or `inside` of one, where a single tensor
 * leads on; before a layer alone in its row that a `join` of many is; or not at all.
 */
type Seam = 'between' | 'inside' | 'join' | 'none';

/** First rows of strips of about the wanted length, or longer where that keeps a block whole. */
function stripBreaks(seams: readonly Seam[], wanted: number): readonly number[] {
  const breaks = [0];
  const fits = (row: number) => seams.length - row > wanted / 3;
  for (;;) {
    const from = Math.ceil((breaks.at(-1) ?? 0) + wanted);
    const between = seams.indexOf('between', from);
    const inside = seams.findIndex((seam, row) => row >= from && seam !== 'none');
    const near = between >= 0 && between <= from + wanted * PATIENCE;
    const row = near || inside < 0 ? between : inside;
    if (row < 0 || !fits(row)) return breaks;
    breaks.push(row);
  }
}

/** Where strips may end: before a row that a single tensor leads to, or that is a join alone. */
function findSeams(
  graph: LayerGraph,
  cells: ReadonlyMap<NodeId, Cell>,
  rows: number,
): readonly Seam[] {
  const rowOf = (id: NodeId) => cells.get(id)?.row ?? 0;
  const tensors = [...graph.nodes.keys()].map((id): Interval => {
    const users = wiringOf(graph).outOf(id);
    return {
      low: rowOf(id),
      high: Math.max(rowOf(id), ...users.map(({ target }) => rowOf(target))),
    };
  });
  const blocks = new Map<GroupId, Interval>();
  for (const { id, group } of graph.nodes.values()) {
    if (group === null) continue;
    const row = rowOf(id);
    const { low, high } = blocks.get(group) ?? { low: row, high: row };
    blocks.set(group, { low: Math.min(low, row), high: Math.max(high, row) });
  }
  const torn = countAcross([...blocks.values()], rows);
  const joins = new Set<number>();
  const taken = new Set<number>();
  for (const [id, { row }] of cells) {
    if (taken.has(row)) joins.delete(row);
    else if (wiringOf(graph).into(id).length > 1) joins.add(row);
    taken.add(row);
  }
  return countAcross(tensors, rows).map((leading, row) => {
    if (leading === 1) return torn[row] === 0 ? 'between' : 'inside';
    return joins.has(row) ? 'join' : 'none';
  });
}

/** How many of the spans begin before each row and reach to it or beyond. */
function countAcross(spans: readonly Interval[], rows: number): readonly number[] {
  const changes = new Array<number>(rows + 1).fill(0);
  for (const { low, high } of spans) {
    changes[low + 1] = (changes[low + 1] ?? 0) + 1;
    changes[high + 1] = (changes[high + 1] ?? 0) - 1;
  }
  let open = 0;
  return changes.slice(0, rows).map((change) => {
    open += change;
    return open;
  });
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
