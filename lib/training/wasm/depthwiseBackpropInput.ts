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
 * Gradient of a depthwise convolution's input, as a depthwise convolution with turned kernels; the
 * outputs of one channel are summed.
 */
export function depthwiseBackpropInput(tf: TensorFlow): KernelFunction {
  return ({ inputs, attrs }) => {
    const { dy, filter } = inputs as unknown as {
      readonly dy: Tensor4D;
      readonly filter: Tensor4D;
    };
    const call = attrs as unknown as Attributes;
    const [rows, columns, channels, multiplier] = filter.shape;
    return tf.tidy(() => {
      const axes = strideAxes(tf, call.inputShape, filter.shape, call, true);
      const turned: Tensor4D = tf.reshape(turnedTaps(tf, filter), [
        rows,
        columns,
        channels * multiplier,
        1,
      ]);
      const map = tf.depthwiseConv2d(spreadGradient(tf, dy, axes), turned, 1, 'valid');
      if (multiplier === 1) return map;
      return tf.reshape(tf.sum(tf.reshape(map, [-1, channels, multiplier]), 2), call.inputShape);
    });
  };
}
