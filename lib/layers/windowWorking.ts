import { ceil, constant, type Formula, floor, minus, named, over, sum, times } from '@/lib/formula';
import type { TensorType } from '@/lib/tensor/tensorType';
import { effectiveKernel, type Rounding, type Window, windowLength } from '@/lib/tensor/window';
import type { Facts, Reckoning, Working } from './kind';

/** The number of positions that a window takes along an axis. SPEC L2. */
export function windowReckoning(
  axis: 'height' | 'width',
  size: number,
  window: Window,
  rounding: Rounding = 'floor',
): Reckoning {
  const [low, high] = axis === 'height' ? ['top', 'bottom'] : ['left', 'right'];
  const padded = sum(
    named(axis, size),
    ...(window.padLow === 0 ? [] : [named(low, window.padLow)]),
    ...(window.padHigh === 0 ? [] : [named(high, window.padHigh)]),
  );
  const steps = over(minus(padded, reachOf(window)), named('stride', window.stride));
  if (rounding === 'floor')
    return {
      formula: sum(floor(steps), constant(1)),
      words: 'Positions that the window takes; what does not fit is dropped at the far end.',
    };
  const hanging = sum(ceil(steps), constant(1));
  const all = Math.ceil(evaluateRoom(size, window) / window.stride) + 1;
  if (all === windowLength(size, window, 'ceil'))
    return {
      formula: hanging,
      words: 'Positions that the window takes; with ceil mode the last may hang over the edge.',
    };
  return {
    formula: minus(hanging, constant(1)),
    words:
      'Positions that the window takes; the last one that ceil mode allows would start in the padding behind the map and is dropped.',
  };
}

function evaluateRoom(size: number, window: Window): number {
  return size + window.padLow + window.padHigh - effectiveKernel(window);
}

/** Positions from the first tap of a window to its last: the kernel, stretched by the dilation. */
export function reachOf({ kernel, dilation }: Window): Formula {
  if (dilation === 1) return named('kernel', kernel);
  return sum(
    times(named('dilation', dilation), minus(named('kernel', kernel), constant(1))),
    constant(1),
  );
}

/** Where a window slides over a map: channels as given, then the positions along each axis. */
export function windowOutputs(
  channels: Reckoning,
  { reach }: Facts,
  source: TensorType,
): Working['outputs'] {
  if (reach.type !== 'window') return [];
  const [, height = 0, width = 0] = source.shape;
  return [
    [
      channels,
      windowReckoning('height', height, reach.height, reach.rounding),
      windowReckoning('width', width, reach.width, reach.rounding),
    ],
  ];
}

/** The taps of a window, one name for each axis. */
export function kernelFactors({
  height,
  width,
}: {
  readonly height: Window;
  readonly width: Window;
}): readonly [Formula, Formula] {
  return [named('kernel height', height.kernel), named('kernel width', width.kernel)];
}
