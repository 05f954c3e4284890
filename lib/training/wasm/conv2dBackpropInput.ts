import type { KernelFunction, Tensor4D, TensorFlow } from '../tensorflow';
import {
  type ConvolutionAttributes,
  spreadGradient,
  strideAxes,
  turnedTaps,
} from './strideGeometry';

interface Attributes extends ConvolutionAttributes {
  readonly inputShape: [number, number, number, number];
}

/**
 * Gradient of a convolution's input, as a convolution of the spread gradient with the turned
 * kernel; also what a transposed convolution runs.
 */
export function conv2dBackpropInput(tf: TensorFlow): KernelFunction {
  return ({ inputs, attrs }) => {
    const { dy, filter } = inputs as unknown as {
      readonly dy: Tensor4D;
      readonly filter: Tensor4D;
    };
    const call = attrs as unknown as Attributes;
    return tf.tidy(() => {
      const axes = strideAxes(tf, call.inputShape, filter.shape, call, false);
      const turned = tf.transpose(turnedTaps(tf, filter), [0, 1, 3, 2]);
      return tf.conv2d(spreadGradient(tf, dy, axes), turned, 1, 'valid');
    });
  };
}
