import type { Tensor4D, TensorFlow } from '../tensorflow';

/** The attributes that the gradient kernels of convolutions share. */
export interface ConvolutionAttributes {
  readonly strides: number | [number, number];
  readonly pad:
    | 'same'
    | 'valid'
    | number
    | [[number, number], [number, number], [number, number], [number, number]];
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil' | null;
}

/** One axis of a convolution on a map: positions in and out, and where the windows are. */
export interface StrideAxis {
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly padLow: number;
  readonly length: number;
}

/** Positions from the first tap of the first window to the last tap of the last one. */
export function covered({ kernel, stride, length }: StrideAxis): number {
  return (length - 1) * stride + kernel;
}

/** Both axes of a convolution, height first, from what TensorFlow.js says of it. */
export function strideAxes(
  tf: TensorFlow,
  inputShape: [number, number, number, number],
  filterShape: [number, number, number, number],
  { strides, pad, dimRoundingMode }: ConvolutionAttributes,
  depthwise: boolean,
): readonly [StrideAxis, StrideAxis] {
  const info = tf.backend_util.computeConv2DInfo(
    inputShape,
    filterShape,
    strides,
    1,
    pad,
    dimRoundingMode ?? undefined,
    depthwise,
  );
  return [
    {
      size: info.inHeight,
      kernel: info.filterHeight,
      stride: info.strideHeight,
      padLow: info.padInfo.top,
      length: info.outHeight,
    },
    {
      size: info.inWidth,
      kernel: info.filterWidth,
      stride: info.strideWidth,
      padLow: info.padInfo.left,
      length: info.outWidth,
    },
  ];
}

/** The part of a map that the windows cover, with zeros where they hang over its edges. */
export function coveredMap(
  tf: TensorFlow,
  map: Tensor4D,
  [height, width]: readonly [StrideAxis, StrideAxis],
): Tensor4D {
  return fitted(tf, map, [
    fitOf(0 - height.padLow, covered(height), height.size),
    fitOf(0 - width.padLow, covered(width), width.size),
  ]);
}

/**
 * The gradient of the output as a plain convolution with turned kernels has to read it to give the
 * gradient of the input: zeros between its positions where windows stepped, and zeros around it.
 */
export function spreadGradient(
  tf: TensorFlow,
  gradient: Tensor4D,
  [height, width]: readonly [StrideAxis, StrideAxis],
): Tensor4D {
  const fitAxis = ({ size, kernel, stride, padLow, length }: StrideAxis) =>
    fitOf(padLow - kernel + 1, size + kernel - 1, (length - 1) * stride + 1);
  return fitted(tf, spread(tf, gradient, height.stride, width.stride), [
    fitAxis(height),
    fitAxis(width),
  ]);
}

/** Puts zeros behind every position, so that neighbours are a stride apart. */
function spread(tf: TensorFlow, map: Tensor4D, down: number, across: number): Tensor4D {
  if (down === 1 && across === 1) return map;
  const [samples, rows, columns, channels] = map.shape;
  const tall = tf.pad(tf.reshape(map, [samples * rows, 1, columns * channels]), [
    [0, 0],
    [0, down - 1],
    [0, 0],
  ]);
  const wide = tf.pad(tf.reshape(tall, [samples * rows * down * columns, 1, channels]), [
    [0, 0],
    [0, across - 1],
    [0, 0],
  ]);
  return tf.reshape(wide, [samples, rows * down, columns * across, channels]);
}

/** A stretch of an axis to be read, in terms of what is there. */
interface Fit {
  /** Positions that are there and are read. */
  readonly from: number;
  readonly to: number;
  /** Zeros before and behind them. */
  readonly low: number;
  readonly high: number;
}

/** The stretch of `length` positions from `start` on, of an axis whose values end at `size`. */
function fitOf(start: number, length: number, size: number): Fit {
  const low = Math.min(length, Math.max(0, 0 - start));
  const from = Math.max(0, start);
  const to = Math.max(from, Math.min(size, start + length));
  return { from, to, low, high: length - low - (to - from) };
}

/** Cuts and pads a map; does not copy where there is nothing to do. */
function fitted(tf: TensorFlow, map: Tensor4D, [down, across]: readonly [Fit, Fit]): Tensor4D {
  const [samples, rows, columns, channels] = map.shape;
  const [height, width] = [down.to - down.from, across.to - across.from];
  if (height === 0 || width === 0) {
    const [tall, wide] = [down.low + height + down.high, across.low + width + across.high];
    return tf.zeros([samples, tall, wide, channels]);
  }
  const whole = height === rows && width === columns;
  const cut = whole
    ? map
    : tf.slice(map, [0, down.from, across.from, 0], [samples, height, width, channels]);
  if (down.low + down.high + across.low + across.high === 0) return cut;
  return tf.pad(cut, [
    [0, 0],
    [down.low, down.high],
    [across.low, across.high],
    [0, 0],
  ]);
}

/**
 * Kernels with their taps in reverse order along height and width; splitting and joining moves them
 * in whole blocks.
 */
export function turnedTaps(tf: TensorFlow, filter: Tensor4D): Tensor4D {
  const [rows, columns, channels, filters] = filter.shape;
  const taps = rows * columns;
  if (taps === 1) return filter;
  const forwards = tf.split(tf.reshape(filter, [taps, channels * filters]), taps);
  return tf.reshape(tf.concat(forwards.reverse(), 0), filter.shape);
}
