import type { Scalar, Tensor, Tensor4D, TensorFlow } from '../tensorflow';

const SAMPLES = 16;
const SIDE = 24;
const CHANNELS = 16;
const FILTERS = 32;
const ROUNDS = 2;

/** How fast a backend trains. */
export interface Speed {
  /** Milliseconds of one forward and backward pass, the best of two after one that warms up. */
  readonly milliseconds: number;
  /** Multiply-accumulates a second. */
  readonly macsPerSecond: number;
}

/** Times a forward and backward pass of two convolutions with a batch norm's worth of arithmetic between them. */
export async function speedTest(tf: TensorFlow): Promise<Speed> {
  const image = tf.tidy(() => tf.fill([SAMPLES, SIDE, SIDE, CHANNELS], 0.1));
  const weights = tf.tidy(() => [
    tf.fill([3, 3, CHANNELS, FILTERS], 0.01),
    tf.fill([3, 3, FILTERS, FILTERS], 0.01),
  ]) as Tensor[];
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round <= ROUNDS; round++) {
    const began = performance.now();
    await pass(tf, image, weights);
    if (round > 0) best = Math.min(best, performance.now() - began);
  }
  tf.dispose([image, ...weights]);
  return { milliseconds: best, macsPerSecond: (MACS / best) * 1000 };
}

const MACS = 3 * SAMPLES * SIDE * SIDE * 9 * FILTERS * (CHANNELS + FILTERS);

async function pass(tf: TensorFlow, image: Tensor, weights: readonly Tensor[]): Promise<void> {
  const results = tf.tidy((): Tensor[] => {
    const loss = (map: Tensor, ...kernels: Tensor[]): Scalar => {
      const [first, second] = kernels as [Tensor4D, Tensor4D];
      const middle = tf.conv2d(map as Tensor4D, first, 1, 'same');
      const active = tf.relu(tf.sub(middle, tf.mean(middle)));
      return tf.mean(tf.square(tf.conv2d(active as Tensor4D, second, 1, 'same')));
    };
    const { value, grads } = tf.valueAndGrads(loss)([image, ...weights]);
    return [value, ...grads];
  });
  await Promise.all(results.map((result) => result.data()));
  tf.dispose(results);
}
