import type { Padding } from '@/lib/layers/params';
import { effectiveKernel, type Window } from '@/lib/tensor/window';
import type { Windows } from '../traits';

/** The parameters of a layer whose window has another size, as an operation sets them. */
export type Resized = {
  readonly kernel: [height: number, width: number];
  readonly padding: Padding;
};

/**
 * Kernel and padding of a layer whose kernel gets another size while its output keeps its own, with
 * equal padding on both sides of an axis that changes; undefined where no such padding exists.
 */
export function resizeKernel(
  { height, width }: Windows,
  padding: Padding,
  kernel: Resized['kernel'],
): Resized | undefined {
  if (padding === 'same') return { kernel, padding };
  const vertical = resizedEdges(height, kernel[0]);
  const horizontal = resizedEdges(width, kernel[1]);
  if (!vertical || !horizontal) return undefined;
  const [top, bottom] = vertical;
  const [left, right] = horizontal;
  return { kernel, padding: { top, bottom, left, right } };
}

/** Padding before and after, with which a window of another kernel takes as many positions. */
function resizedEdges(window: Window, kernel: number): readonly [number, number] | undefined {
  const { padLow, padHigh } = window;
  const total = padLow + padHigh + effectiveKernel({ ...window, kernel }) - effectiveKernel(window);
  if (kernel === window.kernel) return [padLow, padHigh];
  return total >= 0 && total % 2 === 0 ? [total / 2, total / 2] : undefined;
}
