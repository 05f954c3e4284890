import type { Padding } from '@/lib/layers/params';
import { err, ok, type Result } from '@/lib/result';
import { spatialSize } from '@/lib/tensor/tensorType';
import { samePadding } from '@/lib/tensor/window';
import { intsOf, stringOf } from '../attributes';
import type { NodeProto } from '../onnx_pb';
import type { Scope } from '../scope';

/** A window as an operator states it, in the words of the layers. */
export interface SlidingWindow {
  readonly kernel: [number, number];
  readonly stride: [number, number];
  readonly dilation: [number, number];
  readonly padding: Padding;
}

/**
 * The window of a convolution or a pool. `size` is the kernel's where the weights tell it. The error
 * is a sentence.
 */
export function slidingWindow(
  node: NodeProto,
  scope: Scope,
  size = intsOf(node, 'kernel_shape'),
): Result<SlidingWindow, string> {
  if (!size) return err('The size of its window is not in the file.');
  const kernel = pairOf(size);
  if (!kernel) {
    const axes = `${size.length} ${size.length === 1 ? 'axis' : 'axes'}`;
    return err(`It slides over ${axes}; Layerboard’s layers slide over height and width.`);
  }
  const stride = pairOf(intsOf(node, 'strides') ?? [1, 1]);
  const dilation = pairOf(intsOf(node, 'dilations') ?? [1, 1]);
  if (!stride || !dilation) return err('It does not step along height and width.');
  const padding = paddingOf(node, scope, { kernel, stride, dilation });
  return padding.ok ? ok({ kernel, stride, dilation, padding: padding.value }) : padding;
}

function pairOf(sizes: readonly number[]): [number, number] | undefined {
  const [height, width] = sizes;
  return sizes.length === 2 && height !== undefined && width !== undefined
    ? [height, width]
    : undefined;
}

function paddingOf(
  node: NodeProto,
  scope: Scope,
  window: Omit<SlidingWindow, 'padding'>,
): Result<Padding, string> {
  const auto = stringOf(node, 'auto_pad') ?? 'NOTSET';
  if (auto === 'VALID') return ok('valid');
  if (auto === 'SAME_UPPER') return ok('same');
  if (auto === 'SAME_LOWER') return sameLower(node, scope, window);
  const [top = 0, left = 0, bottom = 0, right = 0] = intsOf(node, 'pads') ?? [];
  const none = top === 0 && left === 0 && bottom === 0 && right === 0;
  return ok(none ? 'valid' : { top, left, bottom, right });
}

/** Padding as for `same`, with an odd pixel in front of the map instead of behind it. */
function sameLower(
  node: NodeProto,
  scope: Scope,
  { kernel, stride, dilation }: Omit<SlidingWindow, 'padding'>,
): Result<Padding, string> {
  const type = scope.typeOf(node.input[0]);
  const size = type && spatialSize(type);
  if (!size) return err('Its padding depends on the size of its input, which is not known.');
  const rows = samePadding(size.height, kernel[0], stride[0], dilation[0]);
  const columns = samePadding(size.width, kernel[1], stride[1], dilation[1]);
  return ok({ top: rows.high, bottom: rows.low, left: columns.high, right: columns.low });
}
