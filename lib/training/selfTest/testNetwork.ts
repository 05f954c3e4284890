import { normalise } from '../layers/normalise';
import { randomOf } from '../random';
import type { Scalar, Tensor, Tensor4D, TensorFlow } from '../tensorflow';
import {
  convolve,
  convolveDepthwise,
  type Maps,
  normaliseBatch,
  poolLargest,
  rectify,
  scoreLoss,
  type Values,
} from './reference';

const SAMPLES = 2;
const SIDE = 8;
const CHANNELS = 2;
const FILTERS = 3;
const CLASSES = 4;
const EPSILON = 1e-5;
const LABELS = [1, 3] as const;
const FEATURES = FILTERS * 4;

/** The weights of the test network: shapes as TensorFlow.js has them. */
const WEIGHT_SHAPES = [
  [3, 3, CHANNELS, FILTERS],
  [FILTERS],
  [FILTERS],
  [3, 3, FILTERS, 1],
  [3, 3, FILTERS, FILTERS],
  [FEATURES, CLASSES],
  [CLASSES],
] as const;

/** A tiny network with a bit of everything that convolutional networks are made of, on fixed numbers. */
export interface TestNetwork {
  readonly image: Float32Array;
  readonly weights: readonly Float32Array[];
}

export function testNetwork(): TestNetwork {
  const random = randomOf(2016);
  const draw = (shape: readonly number[], by: number) =>
    Float32Array.from({ length: sizeOf(shape) }, () => by * random.normal());
  return {
    image: draw([SAMPLES, SIDE, SIDE, CHANNELS], 1),
    weights: WEIGHT_SHAPES.map((shape) => draw(shape, 0.4)),
  };
}

/**
 * Its loss, computed by TensorFlow.js: convolution, batch norm, ReLU, max pool, depthwise
 * convolution, strided convolution, dense.
 */
export function lossByTensorFlow(
  tf: TensorFlow,
  image: Tensor,
  weights: readonly Tensor[],
): Scalar {
  const [kernel, scale, shift, depthwise, strided, dense, offsets] = weights as readonly [
    Tensor4D,
    Tensor,
    Tensor,
    Tensor4D,
    Tensor4D,
    Tensor,
    Tensor,
  ];
  const first = tf.conv2d(image as Tensor4D, kernel, 1, 'same');
  const rows = tf.reshape(first, [-1, FILTERS]);
  const normal = tf.reshape(normalise(tf, rows, [0], EPSILON), first.shape);
  const active = tf.relu(tf.add(tf.mul(normal, scale), shift));
  const pooled = tf.maxPool(active as Tensor4D, 2, 2, 'valid');
  const second = tf.depthwiseConv2d(pooled, depthwise, 1, 'same');
  const third = tf.conv2d(second as Tensor4D, strided, 2, [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ]);
  const scores = tf.add(tf.matMul(tf.reshape(third, [SAMPLES, FEATURES]), dense), offsets);
  const wanted = tf.oneHot(tf.tensor1d([...LABELS], 'int32'), CLASSES);
  return tf.neg(tf.mean(tf.sum(tf.mul(wanted, tf.logSoftmax(scores)), 1)));
}

/** The same loss in plain JavaScript and 64-bit numbers. */
export function lossByReference(image: Values, weights: readonly Values[]): number {
  const [kernel, scale, shift, depthwise, strided, dense, offsets] = weights as readonly [
    Values,
    Values,
    Values,
    Values,
    Values,
    Values,
    Values,
  ];
  const input: Maps = {
    samples: SAMPLES,
    side: SIDE,
    channels: CHANNELS,
    values: Float64Array.from(image),
  };
  const normal = normaliseBatch(convolve(input, kernel, FILTERS, 1), scale, shift, EPSILON);
  const second = convolveDepthwise(poolLargest(rectify(normal)), depthwise);
  return scoreLoss(convolve(second, strided, FILTERS, 2), dense, offsets, LABELS);
}

/** The tensors of the network: its image, then its weights. */
export function tensorsOf(tf: TensorFlow, { image, weights }: TestNetwork): readonly Tensor[] {
  return [
    tf.tensor(image, [SAMPLES, SIDE, SIDE, CHANNELS]),
    ...weights.map((values, index) => tf.tensor(values, [...(WEIGHT_SHAPES[index] ?? [])])),
  ];
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}
