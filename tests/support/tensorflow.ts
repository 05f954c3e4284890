import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import type { TensorFlow } from '@/lib/training/tensorflow';
import { registerWasmKernels } from '@/lib/training/wasm/registerWasmKernels';

/** TensorFlow.js on the backend that tests train with: wasm, with the gradient kernels of our own. */
export async function tensorFlowOnWasm(): Promise<TensorFlow> {
  registerWasmKernels(tf);
  await tf.setBackend('wasm');
  return tf;
}
