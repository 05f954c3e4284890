import type { Padding } from '@/lib/layers/params';
import { samePadding } from '@/lib/tensor/window';
import type { Sample } from './sample';

/** The parameters of a sliding window. */
export interface Taps {
  readonly kernel: readonly [number, number];
  readonly stride: readonly [number, number];
  readonly dilation?: readonly [number, number];
  readonly padding: Padding;
}

/** Zeros in front of a map of some length along an axis. */
export function padLow(taps: Taps, axis: 0 | 1, length: number): number {
  const { kernel, stride, dilation = [1, 1], padding } = taps;
  if (padding === 'valid') return 0;
  if (padding === 'same')
    return samePadding(length, kernel[axis], stride[axis], dilation[axis]).low;
  return axis === 0 ? padding.top : padding.left;
}

/** Zeros behind it. */
export function padHigh(taps: Taps, axis: 0 | 1, length: number): number {
  const { kernel, stride, dilation = [1, 1], padding } = taps;
  if (padding === 'valid') return 0;
  if (padding === 'same')
    return samePadding(length, kernel[axis], stride[axis], dilation[axis]).high;
  return axis === 0 ? padding.bottom : padding.right;
}

/** Calls `visit` with every tap of the window at an output position. */
export function eachTap(
  taps: Taps,
  { type }: Sample,
  [row, column]: readonly [number, number],
  visit: (y: number, x: number, tap: readonly [number, number]) => void,
): void {
  const [, height = 0, width = 0] = type.shape;
  const { kernel, stride, dilation = [1, 1] } = taps;
  for (let i = 0; i < kernel[0]; i++)
    for (let j = 0; j < kernel[1]; j++)
      visit(
        row * stride[0] - padLow(taps, 0, height) + i * dilation[0],
        column * stride[1] - padLow(taps, 1, width) + j * dilation[1],
        [i, j],
      );
}
