import type { KernelFunction, Tensor4D, TensorFlow } from '../tensorflow';
import { type ConvolutionAttributes, type StrideAxis, strideAxes } from './strideGeometry';

type Shape4D = [number, number, number, number];

/** What the gradient of a convolution's input is made of. */
export interface InputGradient {
  /** Gradient of the output. */
  readonly dy: Tensor4D;
  readonly filter: Tensor4D;
  readonly inputShape: Shape4D;
  readonly axes: readonly [StrideAxis, StrideAxis];
}

/** What the gradient of a convolution's kernel is made of. */
export interface FilterGradient {
  /** Input of the convolution. */
  readonly x: Tensor4D;
  /** Gradient of the output. */
  readonly dy: Tensor4D;
  readonly filterShape: Shape4D;
  readonly axes: readonly [StrideAxis, StrideAxis];
}

/** The kernel that TensorFlow.js calls for the gradient of a convolution's input. */
export function inputGradient(
  tf: TensorFlow,
  depthwise: boolean,
  gradient: (of: InputGradient) => Tensor4D,
): KernelFunction {
  return ({ inputs, attrs }) => {
    const { dy, filter } = inputs as unknown as Pick<InputGradient, 'dy' | 'filter'>;
    const call = attrs as unknown as ConvolutionAttributes & { readonly inputShape: Shape4D };
    const { inputShape } = call;
    const axes = strideAxes(tf, inputShape, filter.shape, call, depthwise);
    return tf.tidy(() => gradient({ dy, filter, inputShape, axes }));
  };
}

/** The kernel that TensorFlow.js calls for the gradient of a convolution's kernel. */
export function filterGradient(
  tf: TensorFlow,
  depthwise: boolean,
  gradient: (of: FilterGradient) => Tensor4D,
): KernelFunction {
  return ({ inputs, attrs }) => {
    const { x, dy } = inputs as unknown as Pick<FilterGradient, 'x' | 'dy'>;
    const call = attrs as unknown as ConvolutionAttributes & { readonly filterShape: Shape4D };
    const { filterShape } = call;
    const axes = strideAxes(tf, x.shape, filterShape, call, depthwise);
    return tf.tidy(() => gradient({ x, dy, filterShape, axes }));
  };
}
