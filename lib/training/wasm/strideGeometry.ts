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
  const [samples, , , channels] = map.shape;
  const bottom = covered(height) - height.size - height.padLow;
  const right = covered(width) - width.size - width.padLow;
  const inside = tf.slice(
    map,
    [0, 0, 0, 0],
    [samples, height.size + Math.min(0, bottom), width.size + Math.min(0, right), channels],
  );
  return tf.pad(inside, [
    [0, 0],
    [height.padLow, Math.max(0, bottom)],
    [width.padLow, Math.max(0, right)],
    [0, 0],
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
  const [samples, rows, columns, channels] = gradient.shape;
  const tall = tf.reshape(
    tf.pad(tf.reshape(gradient, [samples * rows, 1, columns * channels]), [
      [0, 0],
      [0, height.stride - 1],
      [0, 0],
    ]),
    [samples * rows * height.stride * columns, 1, channels],
  );
  const wide = tf.reshape(
    tf.pad(tall, [
      [0, 0],
      [0, width.stride - 1],
      [0, 0],
    ]),
    [samples, rows * height.stride, columns * width.stride, channels],
  );
  const down = surroundings(height);
  const across = surroundings(width);
  const cut: Tensor4D = tf.slice(
    wide as Tensor4D,
    [0, down.from, across.from, 0],
    [samples, down.to - down.from, across.to - across.from, channels],
  );
  return tf.pad(cut, [
    [0, 0],
    [down.low, down.high],
    [across.low, across.high],
    [0, 0],
  ]);
}

interface Surroundings {
  /** Part of the spread gradient that counts. */
  readonly from: number;
  readonly to: number;
  /** Zeros around it. */
  readonly low: number;
  readonly high: number;
}

function surroundings({ size, kernel, stride, padLow, length }: StrideAxis): Surroundings {
  const low = kernel - 1 - padLow;
  const last = (length - 1) * stride + 1;
  const high = size + kernel - 1 - low - last;
  return {
    from: Math.max(0, 0 - low),
    to: last + Math.min(0, high),
    low: Math.max(0, low),
    high: Math.max(0, high),
  };
}
