import type { KernelFunction, TensorFlow } from '../tensorflow';
import { columnSums } from './columnSums';
import { conv2dBackpropFilter } from './conv2dBackpropFilter';
import { conv2dBackpropInput } from './conv2dBackpropInput';
import { depthwiseBackpropFilter } from './depthwiseBackpropFilter';
import { depthwiseBackpropInput } from './depthwiseBackpropInput';
import { maxPoolGrad } from './maxPoolGrad';
import { transposedMatMul } from './transposedMatMul';

const BACKEND = 'wasm';
const registered = new WeakSet<TensorFlow>();

/**
 * Gives the wasm backend of TensorFlow.js what training a convolutional network needs. Three
 * gradient kernels are missing there, and that of the max pool is wrong. Others exist but do not
 * use the backend's fast matrix code: they are replaced by detours that do, and that are 5 to 40
 * times faster on the layers of usual networks. Call it once the backend's package is loaded; a
 * second call does nothing.
 */
export function registerWasmKernels(tf: TensorFlow): void {
  if (registered.has(tf)) return;
  registered.add(tf);
  const kernels = {
    Conv2DBackpropFilter: conv2dBackpropFilter(tf),
    Conv2DBackpropInput: conv2dBackpropInput(tf),
    DepthwiseConv2dNativeBackpropFilter: depthwiseBackpropFilter(tf),
    DepthwiseConv2dNativeBackpropInput: depthwiseBackpropInput(tf),
    MaxPoolGrad: maxPoolGrad(tf),
  };
  for (const [kernelName, kernelFunc] of Object.entries(kernels)) {
    if (tf.getKernel(kernelName, BACKEND)) tf.unregisterKernel(kernelName, BACKEND);
    tf.registerKernel({ kernelName, backendName: BACKEND, kernelFunc });
  }
  wrapKernel(tf, 'BatchMatMul', (plain) => transposedMatMul(tf, plain));
  wrapKernel(tf, 'Sum', (plain) => columnSums(tf, plain, 'sum'));
  wrapKernel(tf, 'Mean', (plain) => columnSums(tf, plain, 'mean'));
}

/** Puts a kernel in the place of one that it uses; its set-up stays. */
function wrapKernel(
  tf: TensorFlow,
  kernelName: string,
  wrap: (plain: KernelFunction) => KernelFunction,
): void {
  const plain = tf.getKernel(kernelName, BACKEND);
  tf.unregisterKernel(kernelName, BACKEND);
  tf.registerKernel({ ...plain, kernelFunc: wrap(plain.kernelFunc) });
}
