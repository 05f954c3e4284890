/**
 * One axis of a sliding window, in units of the map it slides over. This file is the only
 * convolution arithmetic in the house: shapes, receptive fields and costs all come from it.
 */
export interface Window {
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  /** Padding before the first and after the last position; negative values crop. */
  readonly padLow: number;
  readonly padHigh: number;
}

/** Rounding of a division that leaves a rest: `floor` drops the last positions, `ceil` lets the window hang over. */
export type Rounding = 'floor' | 'ceil';

/** Positions from the first to the last tap of a window: dilation * (kernel - 1) + 1. */
export function effectiveKernel(window: Window): number {
  return window.dilation * (window.kernel - 1) + 1;
}

/**
 * How many positions the window takes on a map of `size`; 0 or less when it does not fit.
 * With `ceil`, a last position that would start in the padding behind the map is dropped, as
 * PyTorch and ONNX do.
 */
export function windowLength(size: number, window: Window, rounding: Rounding = 'floor'): number {
  const room = size + window.padLow + window.padHigh - effectiveKernel(window);
  if (room < 0) return 0;
  const steps = room / window.stride;
  if (rounding === 'floor') return Math.floor(steps) + 1;
  const length = Math.ceil(steps) + 1;
  const startOfLast = (length - 1) * window.stride;
  return startOfLast >= size + window.padLow ? length - 1 : length;
}

/** Length that a transposed window (fractional stride) spreads a map of `size` to; 0 or less when nothing is left. */
export function transposedLength(size: number, window: Window, outputPadding: number): number {
  return (
    (size - 1) * window.stride -
    window.padLow -
    window.padHigh +
    effectiveKernel(window) +
    outputPadding
  );
}

/**
 * Padding of TensorFlow's and Keras' `same`, which ONNX calls SAME_UPPER: the output has
 * ceil(size / stride) positions and an odd pixel of padding goes behind the map.
 */
export function samePadding(
  size: number,
  kernel: number,
  stride: number,
  dilation: number,
): { readonly low: number; readonly high: number } {
  const reach = dilation * (kernel - 1) + 1;
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + reach - size, 0);
  const low = Math.floor(total / 2);
  return { low, high: total - low };
}

/** A closed range of positions. Empty when `low` exceeds `high`. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The range that holds nothing. */
export const EMPTY: Interval = { low: 0, high: -1 };

export function isEmpty({ low, high }: Interval): boolean {
  return low > high;
}

/** The positions that a unit reads: every one from `low` to `high`, or those `apart` from one another. */
export interface Reads extends Interval {
  readonly apart?: number;
}

/**
 * Which positions of the input axis the units of an output axis read, as a pattern that repeats:
 * unit `k * units + r` reads `k * step + reads[r]`. A sliding window has one unit in its pattern
 * and steps by its stride; upsampling by 2 has two units and steps by 1.
 */
export interface Span {
  readonly units: number;
  readonly step: number;
  readonly reads: readonly Reads[];
}

/** Patterns longer than this are given up as unknown: no real map has so many different units. */
export const LONGEST_PATTERN = 4096;

export const POINT: Span = { units: 1, step: 1, reads: [{ low: 0, high: 0 }] };

/** Reach of a sliding window. */
export function windowSpan(window: Window): Span {
  const low = 0 - window.padLow;
  const high = low + effectiveKernel(window) - 1;
  return { units: 1, step: window.stride, reads: [spaced(low, high, window.dilation)] };
}

function spaced(low: number, high: number, apart: number): Reads {
  return apart === 1 || low === high ? { low, high } : { low, high, apart };
}

/**
 * Reach of a transposed window: unit `i` reads input `x` where some tap `t` has
 * `x * stride + t * dilation - padLow = i`. Units that no tap lands on read nothing.
 */
export function transposedSpan(window: Window): Span {
  const { kernel, stride, dilation, padLow } = window;
  const apart = dilation / greatestCommonDivisor(dilation, stride);
  const reads = Array.from({ length: stride }, (_, phase) => {
    const positions = Array.from({ length: kernel }, (_, tap) => phase + padLow - tap * dilation)
      .filter((position) => position % stride === 0)
      .map((position) => position / stride + 0);
    if (positions.length === 0) return EMPTY;
    return spaced(Math.min(...positions), Math.max(...positions), apart);
  });
  return { units: stride, step: 1, reads };
}

/** Reach of regions that divide `size` into `parts` as evenly as whole numbers allow (adaptive pooling). */
export function regionSpan(size: number, parts: number): Span {
  return ratioSpan(size, parts, (unit, units, step) => ({
    low: Math.floor((unit * step) / units),
    high: Math.ceil(((unit + 1) * step) / units) - 1,
  }));
}

/** Reach of resizing an axis from `size` to `length`: nearest reads one input, bilinear the two around its centre. */
export function resampleSpan(size: number, length: number, mode: 'nearest' | 'bilinear'): Span {
  return ratioSpan(size, length, (unit, units, step) => {
    if (mode === 'nearest') {
      const source = Math.floor((unit * step) / units);
      return { low: source, high: source };
    }
    const centre = ((2 * unit + 1) * step - units) / (2 * units);
    return { low: Math.floor(centre), high: Math.ceil(centre) + 0 };
  });
}

/** How many units differ from one another where an axis of `size` becomes one of `length`. */
export function patternLength(size: number, length: number): number {
  return length / greatestCommonDivisor(size, length);
}

function ratioSpan(
  size: number,
  length: number,
  read: (unit: number, units: number, step: number) => Interval,
): Span {
  const units = patternLength(size, length);
  const step = patternLength(length, size);
  return {
    units,
    step,
    reads: Array.from({ length: units }, (_, unit) => read(unit, units, step)),
  };
}

export function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
