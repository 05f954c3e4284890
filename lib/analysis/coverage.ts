import { spatialSize, type TensorType } from '@/lib/tensor/tensorType';
import { isEmpty, type Reads, type Span, windowSpan } from '@/lib/tensor/window';
import type { OkReport } from './report';

/**
 * How often the positions of a map take part in a layer. The count of a position is that of its row
 * times that of its column.
 */
export interface Coverage {
  /** `read`: positions of the input, by how many taps read them; `painted`: positions of the output of a transposed convolution, by how many taps land on them. */
  readonly type: 'read' | 'painted';
  /** Taps that fall on each row, from the top. */
  readonly rows: readonly number[];
  /** Taps that fall on each column, from the left. */
  readonly columns: readonly number[];
}

/** What a coverage comes to. */
export interface CoverageFigures {
  readonly least: number;
  readonly most: number;
  readonly mean: number;
  /** Share of the positions that take no part at all. */
  readonly never: number;
  /** Share of the positions that take part as often as any does. */
  readonly atMost: number;
}

/** How evenly a layer that slides a window, or spreads one, covers its map; undefined for layers that do neither. SPEC A20. */
export function coverageOf({ facts, inputs }: OkReport): Coverage | undefined {
  const { reach } = facts;
  const source = sizeOf(inputs[0]);
  const output = sizeOf(facts.outputs[0]);
  if (!source || !output || reach.type === 'pointwise') return undefined;
  if (reach.type === 'window') {
    const rows = timesRead(windowSpan(reach.height), source.height, output.height);
    const columns = timesRead(windowSpan(reach.width), source.width, output.width);
    return { type: 'read', rows, columns };
  }
  if (reach.type !== 'span') return undefined;
  const spreads = (facts.macs ?? 0) > 0;
  const count = spreads ? timesPainted : timesRead;
  return {
    type: spreads ? 'painted' : 'read',
    rows: count(reach.height, source.height, output.height),
    columns: count(reach.width, source.width, output.width),
  };
}

function sizeOf(type: TensorType | undefined) {
  return type && spatialSize(type);
}

/** For each position of an axis of `size`, how many taps of the `length` units that read it fall there. */
function timesRead(span: Span, size: number, length: number): readonly number[] {
  const times = new Array<number>(size).fill(0);
  forEachTap(span, length, (_unit, position) => {
    const before = times[position];
    if (before !== undefined) times[position] = before + 1;
  });
  return times;
}

/** For each of `length` units, how many of its taps fall on a position of an axis of `size`. */
function timesPainted(span: Span, size: number, length: number): readonly number[] {
  const times = new Array<number>(length).fill(0);
  forEachTap(span, length, (unit, position) => {
    if (position >= 0 && position < size) times[unit] = (times[unit] ?? 0) + 1;
  });
  return times;
}

function forEachTap(
  span: Span,
  length: number,
  visit: (unit: number, position: number) => void,
): void {
  for (let unit = 0; unit < length; unit++) {
    const reads: Reads | undefined = span.reads[unit % span.units];
    if (!reads || isEmpty(reads)) continue;
    const origin = Math.floor(unit / span.units) * span.step;
    for (let at = reads.low; at <= reads.high; at += reads.apart ?? 1) visit(unit, origin + at);
  }
}

export function coverageFigures({ rows, columns }: Coverage): CoverageFigures {
  const [vertical, horizontal] = [alongAxis(rows), alongAxis(columns)];
  return {
    least: vertical.least * horizontal.least,
    most: vertical.most * horizontal.most,
    mean: vertical.mean * horizontal.mean,
    never: 1 - (1 - vertical.never) * (1 - horizontal.never),
    atMost: vertical.atMost * horizontal.atMost,
  };
}

function alongAxis(times: readonly number[]): CoverageFigures {
  const least = Math.min(...times);
  const most = Math.max(...times);
  const share = (count: number) =>
    times.filter((each) => each === count).length / Math.max(times.length, 1);
  const total = times.reduce((sum, each) => sum + each, 0);
  return { least, most, mean: total / times.length, never: share(0), atMost: share(most) };
}
