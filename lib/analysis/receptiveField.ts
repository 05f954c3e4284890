import type { Reach } from '@/lib/layers/kind';
import {
  EMPTY,
  greatestCommonDivisor,
  type Interval,
  isEmpty,
  LONGEST_PATTERN,
  type Reads,
  type Span,
  windowSpan,
} from '@/lib/tensor/window';

/**
 * Receptive field along one axis, exact for every unit: unit `k * units + r` of the map sees the
 * input pixels `[k * step + seen[r].low, k * step + seen[r].high]`. Plain networks have `units` 1,
 * and `step` is then the jump; after upsampling neighbouring units see different pixels in a
 * pattern that repeats, and units that no tap of a transposed window lands on see nothing.
 * Positions below 0 lie in the padding. SPEC A1.
 */
export interface AxisField {
  readonly units: number;
  readonly step: number;
  readonly seen: readonly Interval[];
}

/**
 * What the units of a map can see of the input.
 *
 * - `local`: a field that moves with the unit; `gated` when a global branch (squeeze-excitation)
 *   also enters, so that strictly everything is seen and this is the field of the main path
 * - `global`: every unit sees everything
 * - `unknown`: an operator on the way is not understood
 */
export type Field =
  | {
      readonly type: 'local';
      readonly height: AxisField;
      readonly width: AxisField;
      readonly gated: boolean;
    }
  | { readonly type: 'global' }
  | { readonly type: 'unknown' };

export type LocalField = Extract<Field, { readonly type: 'local' }>;

export const GLOBAL: Field = { type: 'global' };
export const UNKNOWN: Field = { type: 'unknown' };

/** Whether two fields see the same. */
export function sameField(a: Field, b: Field): boolean {
  if (a === b) return true;
  if (a.type !== 'local' || b.type !== 'local') return a.type === b.type;
  return a.gated === b.gated && sameAxis(a.height, b.height) && sameAxis(a.width, b.width);
}

function sameAxis(a: AxisField, b: AxisField): boolean {
  if (a === b) return true;
  if (a.units !== b.units || a.step !== b.step) return false;
  return a.seen.every(({ low, high }, unit) => {
    const other = b.seen[unit];
    return other?.low === low && other.high === high;
  });
}

const PIXEL: AxisField = { units: 1, step: 1, seen: [{ low: 0, high: 0 }] };

/** Every pixel of the input sees itself. */
export const INPUT_FIELD: LocalField = { type: 'local', height: PIXEL, width: PIXEL, gated: false };

/** Distance between the fields of neighbouring units, in input pixels; a mean where it varies. */
export function jumpOf(axis: AxisField): number {
  return axis.step / axis.units;
}

/** Pixels seen by a unit, the largest where units differ. */
export function sizeOf(axis: AxisField): number {
  let size = 0;
  for (const { low, high } of axis.seen) size = Math.max(size, high - low + 1);
  return size;
}

/** First pixel that the first unit with a field sees; negative where it reaches into the padding. */
export function leftOf(axis: AxisField): number {
  return axis.seen.find((interval) => !isEmpty(interval))?.low ?? 0;
}

/** The field after a layer that reads its input in this way. SPEC A2. */
export function fieldThrough(field: Field, reach: Reach): Field {
  if (reach.type === 'pointwise') return field;
  if (reach.type === 'unknown') return UNKNOWN;
  if (reach.type === 'global') return field.type === 'unknown' ? UNKNOWN : GLOBAL;
  if (field.type !== 'local') return field;
  const [height, width] =
    reach.type === 'window'
      ? [windowSpan(reach.height), windowSpan(reach.width)]
      : [reach.height, reach.width];
  const vertical = axisThrough(field.height, height);
  const horizontal = axisThrough(field.width, width);
  if (!vertical || !horizontal) return UNKNOWN;
  return { type: 'local', height: vertical, width: horizontal, gated: field.gated };
}

function axisThrough(axis: AxisField, span: Span): AxisField | undefined {
  const [seen] = axis.seen;
  const [read] = span.reads;
  if (axis.units === 1 && span.units === 1 && seen && read && !isEmpty(seen)) {
    return {
      units: 1,
      step: axis.step * span.step,
      seen: [{ low: seen.low + read.low * axis.step, high: seen.high + read.high * axis.step }],
    };
  }
  return patternThrough(axis, span);
}

function patternThrough(axis: AxisField, span: Span): AxisField | undefined {
  const rounds = axis.units / greatestCommonDivisor(axis.units, span.step);
  const units = span.units * rounds;
  if (units > LONGEST_PATTERN) return undefined;
  const step = (axis.step * rounds * span.step) / axis.units;
  const seen: Interval[] = [];
  for (let round = 0; round < rounds; round++) {
    const origin = round * span.step;
    for (const reads of span.reads) seen.push(seenThrough(axis, reads, origin));
  }
  return shortest({ units, step, seen });
}

/** What the units of an axis that are read see together. They come in rounds, and only the first and the last can matter. */
function seenThrough(axis: AxisField, { low, high, apart = 1 }: Reads, origin: number): Interval {
  const taps = Math.floor((high - low) / apart) + 1;
  const round = axis.units / greatestCommonDivisor(axis.units, apart);
  let seen = EMPTY;
  for (let tap = 0; tap < Math.min(taps, round); tap++) {
    seen = hull(seen, seenBy(axis, origin + low + tap * apart));
    seen = hull(seen, seenBy(axis, origin + high - tap * apart));
  }
  return seen;
}

/** What one unit of an axis sees. */
export function seenBy(axis: AxisField, unit: number): Interval {
  const round = Math.floor(unit / axis.units);
  const interval = axis.seen[unit - round * axis.units] ?? EMPTY;
  if (isEmpty(interval)) return EMPTY;
  const origin = round * axis.step;
  return { low: origin + interval.low, high: origin + interval.high };
}

/** The same field with its pattern cut to the part that repeats. */
function shortest(axis: AxisField): AxisField {
  for (let units = 1; units < axis.units; units++) {
    const step = (axis.step * units) / axis.units;
    if (axis.units % units !== 0 || !Number.isInteger(step)) continue;
    const shorter: AxisField = { units, step, seen: axis.seen.slice(0, units) };
    const repeats = axis.seen.every(({ low, high }, unit) => {
      const interval = seenBy(shorter, unit);
      return interval.low === low && interval.high === high;
    });
    if (repeats) return shorter;
  }
  return axis;
}

/** What meets at a join, and whether its branches look at the same places. */
export interface Joined {
  readonly field: Field;
  /** False when the branches step differently or look at different centres. SPEC A4. */
  readonly aligned: boolean;
}

/** The field of values that come from several branches: everything that any of them sees. SPEC A3. */
export function joinFields(fields: readonly Field[]): Joined {
  const [first] = fields;
  if (fields.length === 1 && first) return { field: first, aligned: true };
  if (fields.some((field) => field.type === 'unknown')) return { field: UNKNOWN, aligned: true };
  const local = fields.filter((field) => field.type === 'local');
  const [main, ...others] = local;
  if (!main) return { field: GLOBAL, aligned: true };
  let { height, width } = main;
  let gated = main.gated || local.length < fields.length;
  let aligned = true;
  for (const other of others) {
    const vertical = joinAxes(height, other.height);
    const horizontal = joinAxes(width, other.width);
    if (!vertical || !horizontal) return { field: UNKNOWN, aligned: true };
    aligned &&= isAligned(height, other.height) && isAligned(width, other.width);
    gated ||= other.gated;
    height = vertical;
    width = horizontal;
  }
  const unchanged = height === main.height && width === main.width && gated === main.gated;
  return { field: unchanged ? main : { type: 'local', height, width, gated }, aligned };
}

/** Everything that either of two branches sees; undefined when the patterns together are too long. */
function joinAxes(a: AxisField, b: AxisField): AxisField | undefined {
  if (a === b) return a;
  if (jumpOf(a) !== jumpOf(b)) {
    const [wide, other] = jumpOf(a) > jumpOf(b) ? [a, b] : [b, a];
    return { ...wide, seen: wide.seen.map((interval) => hull(interval, other.seen.reduce(hull))) };
  }
  const [one] = a.seen;
  const [other] = b.seen;
  if (a.units === 1 && b.units === 1 && one && other) {
    const both = hull(one, other);
    return both === one ? a : { units: 1, step: a.step, seen: [both] };
  }
  const units = commonPattern(a, b);
  if (units > LONGEST_PATTERN) return undefined;
  const step = (a.step * units) / a.units;
  const seen = Array.from({ length: units }, (_, unit) => hull(seenBy(a, unit), seenBy(b, unit)));
  return shortest({ units, step, seen });
}

/** Units after which the patterns of both axes begin anew. */
function commonPattern(a: AxisField, b: AxisField): number {
  return (a.units * b.units) / greatestCommonDivisor(a.units, b.units);
}

/** The smallest range that holds both; the very first when it holds the second. */
function hull(a: Interval, b: Interval): Interval {
  if (isEmpty(b) || (a.low <= b.low && a.high >= b.high)) return a;
  if (isEmpty(a)) return b;
  return { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}

function isAligned(a: AxisField, b: AxisField): boolean {
  if (a === b) return true;
  if (jumpOf(a) !== jumpOf(b)) return false;
  const units = commonPattern(a, b);
  for (let unit = 0; unit < units; unit++) {
    const first = seenBy(a, unit);
    const second = seenBy(b, unit);
    if (isEmpty(first) || isEmpty(second)) continue;
    if (first.low + first.high !== second.low + second.high) return false;
  }
  return true;
}
