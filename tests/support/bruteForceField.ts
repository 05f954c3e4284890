/**
 * Receptive fields the slow way: one axis, pixel by pixel, sets of input pixels carried through
 * the taps of every layer. Knows nothing of jumps, patterns or intervals.
 */

/** One unit of an axis: the input pixels that can change it. */
export interface Unit {
  readonly pixels: ReadonlySet<number>;
  /** Whether every tap on the way found a position of its map, rather than the padding. */
  readonly interior: boolean;
}

export type Axis = readonly Unit[];

/** A layer along one axis, with plain numbers. */
export type Stage =
  | {
      readonly type: 'window';
      readonly kernel: number;
      readonly stride: number;
      readonly dilation: number;
      readonly low: number;
      readonly high: number;
      /** Whether a last window may hang over the end (ceil mode). */
      readonly hangs?: boolean;
    }
  | {
      readonly type: 'transposed';
      readonly kernel: number;
      readonly stride: number;
      readonly dilation: number;
      readonly low: number;
      readonly high: number;
      readonly extra: number;
    }
  | { readonly type: 'nearest'; readonly length: number }
  | { readonly type: 'bilinear'; readonly length: number }
  | { readonly type: 'regions'; readonly length: number };

export function inputAxis(size: number): Axis {
  return Array.from({ length: size }, (_, pixel) => ({
    pixels: new Set([pixel]),
    interior: true,
  }));
}

/** The units of the axis behind a layer; empty when the layer leaves none. */
export function axisAfter(axis: Axis, stage: Stage): Axis {
  return Array.from({ length: lengthAfter(axis.length, stage) }, (_, place) =>
    gather(axis, tapsOf(place, axis.length, stage)),
  );
}

/** What meets where branches of one length are added. */
export function joinedAxis(branches: readonly Axis[]): Axis {
  return (branches[0] ?? []).map((_, place) =>
    merge(branches.flatMap((branch) => branch[place] ?? [])),
  );
}

function lengthAfter(size: number, stage: Stage): number {
  if (stage.type === 'window') {
    const last = size + stage.high - 1 - stage.dilation * (stage.kernel - 1);
    let places = 0;
    let start = -stage.low;
    for (; start <= last; start += stage.stride) places++;
    const rest = places > 0 && start - stage.stride < last;
    return stage.hangs && rest && start < size ? places + 1 : places;
  }
  if (stage.type === 'transposed') {
    const last = (size - 1) * stage.stride + (stage.kernel - 1) * stage.dilation;
    return Math.max(0, last + 1 - stage.low - stage.high + stage.extra);
  }
  return stage.length;
}

/** The positions of the map that a place of the output reads; some may lie outside. */
function tapsOf(place: number, size: number, stage: Stage): readonly number[] {
  switch (stage.type) {
    case 'window':
      return Array.from(
        { length: stage.kernel },
        (_, tap) => place * stage.stride - stage.low + tap * stage.dilation,
      );
    case 'transposed': {
      const taps: number[] = [];
      const margin = stage.kernel * stage.dilation + stage.low + stage.extra;
      for (let source = -margin; source <= size + margin; source++)
        for (let tap = 0; tap < stage.kernel; tap++)
          if (source * stage.stride + tap * stage.dilation - stage.low === place) taps.push(source);
      return taps;
    }
    case 'nearest':
      return [Math.floor((place * size) / stage.length)];
    case 'bilinear': {
      const twice = (2 * place + 1) * size - stage.length;
      const below = Math.floor(twice / (2 * stage.length));
      return twice % (2 * stage.length) === 0 ? [below] : [below, below + 1];
    }
    case 'regions': {
      const taps: number[] = [];
      for (let source = 0; source < size; source++)
        if (
          (source + 1) * stage.length > place * size &&
          source * stage.length < (place + 1) * size
        )
          taps.push(source);
      return taps;
    }
  }
}

function gather(axis: Axis, taps: readonly number[]): Unit {
  const units = taps.map((tap) => axis[tap] ?? { pixels: new Set<number>(), interior: false });
  return merge(units);
}

function merge(units: readonly Unit[]): Unit {
  const pixels = new Set<number>();
  for (const unit of units) for (const pixel of unit.pixels) pixels.add(pixel);
  return { pixels, interior: units.every(({ interior }) => interior) };
}
