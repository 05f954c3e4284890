import type { KernelFunction, TensorFlow } from '../tensorflow';
import { inputGradient } from './gradientKernels';
import { spreadGradient, turnedTaps } from './strideGeometry';

/**
 * Gradient of a convolution's input, as a convolution of the spread gradient with the turned
 * kernel; also what a transposed convolution runs.
 */
export function conv2dBackpropInput(tf: TensorFlow): KernelFunction {
  return inputGradient(tf, false, ({ dy, filter, axes }) => {
    const turned = tf.transpose(turnedTaps(tf, filter), [0, 1, 3, 2]);
    return tf.conv2d(spreadGradient(tf, dy, axes), turned, 1, 'valid');
  });
}
