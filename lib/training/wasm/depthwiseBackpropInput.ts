import type { KernelFunction, Tensor4D, TensorFlow } from '../tensorflow';
import { inputGradient } from './gradientKernels';
import { spreadGradient, turnedTaps } from './strideGeometry';

/**
 * Gradient of a depthwise convolution's input, as a depthwise convolution with turned kernels; the
 * outputs of one channel are summed.
 */
export function depthwiseBackpropInput(tf: TensorFlow): KernelFunction {
  return inputGradient(tf, true, ({ dy, filter, inputShape, axes }) => {
    const [rows, columns, channels, multiplier] = filter.shape;
    const turned: Tensor4D = tf.reshape(turnedTaps(tf, filter), [
      rows,
      columns,
      channels * multiplier,
      1,
    ]);
    const map = tf.depthwiseConv2d(spreadGradient(tf, dy, axes), turned, 1, 'valid');
    if (multiplier === 1) return map;
    return tf.reshape(tf.sum(tf.reshape(map, [-1, channels, multiplier]), 2), inputShape);
  });
}
