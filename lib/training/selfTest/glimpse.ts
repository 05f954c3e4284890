import type { Scalar, Tensor, Tensor4D, TensorFlow } from '../tensorflow';

const SAMPLES = 4;
const SIDE = 24;
const CHANNELS = 16;
const FILTERS = 32;

/**
 * Milliseconds in which a backend finds the gradients of one small convolution, after a round that
 * warms up: enough to tell a graphics card from one that is only imitated, whose full tests would
 * take ten seconds.
 */
export async function glimpse(tf: TensorFlow): Promise<number> {
  const image = tf.fill([SAMPLES, SIDE, SIDE, CHANNELS], 0.1) as Tensor4D;
  const kernel = tf.fill([3, 3, CHANNELS, FILTERS], 0.01) as Tensor4D;
  const loss = (taps: Tensor) => tf.mean(tf.conv2d(image, taps as Tensor4D, 1, 'same')) as Scalar;
  const gradient = tf.grad(loss);
  const pass = async () => {
    const result = gradient(kernel);
    await result.data();
    result.dispose();
  };
  await pass();
  const began = performance.now();
  await pass();
  const took = performance.now() - began;
  tf.dispose([image, kernel]);
  return took;
}
