import type { KernelFunction, Tensor4D, TensorFlow } from '../tensorflow';
import { type ConvolutionAttributes, coveredMap, strideAxes } from './strideGeometry';

interface Attributes extends ConvolutionAttributes {
  readonly filterShape: [number, number, number, number];
}

/**
 * Gradient of a convolution's kernel, as a convolution: the map with its channels as samples and
 * its samples as channels, under the gradient of the output as kernel, its taps as far apart as the
 * windows were.
 */
export function conv2dBackpropFilter(tf: TensorFlow): KernelFunction {
  return ({ inputs, attrs }) => {
    const { x, dy } = inputs as unknown as { readonly x: Tensor4D; readonly dy: Tensor4D };
    const call = attrs as unknown as Attributes;
    return tf.tidy(() => {
      const axes = strideAxes(tf, x.shape, call.filterShape, call, false);
      const [height, width] = axes;
      const map = tf.transpose(coveredMap(tf, x, axes), [3, 1, 2, 0]);
      const kernel = tf.transpose(dy, [1, 2, 0, 3]);
      const apart: [number, number] = [height.stride, width.stride];
      return tf.transpose(tf.conv2d(map, kernel, 1, 'valid', 'NHWC', apart), [1, 2, 0, 3]);
    });
  };
}
