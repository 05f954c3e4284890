import type { KernelFunction, TensorFlow } from '../tensorflow';
import { filterGradient } from './gradientKernels';
import { coveredMap } from './strideGeometry';

/**
 * Gradient of a convolution's kernel, as a convolution: the map with its channels as samples and
 * its samples as channels, under the gradient of the output as kernel, its taps as far apart as the
 * windows were.
 */
export function conv2dBackpropFilter(tf: TensorFlow): KernelFunction {
  return filterGradient(tf, false, ({ x, dy, axes }) => {
    const [height, width] = axes;
    const map = tf.transpose(coveredMap(tf, x, axes), [3, 1, 2, 0]);
    const kernel = tf.transpose(dy, [1, 2, 0, 3]);
    const apart: [number, number] = [height.stride, width.stride];
    return tf.transpose(tf.conv2d(map, kernel, 1, 'valid', 'NHWC', apart), [1, 2, 0, 3]);
  });
}
