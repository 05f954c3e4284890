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

/** Lets the plain JavaScript backend say once, unheard, that there is a faster one for Node. */
export async function hushPlainBackend(tf: TensorFlow): Promise<void> {
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
  tf.scalar(0).dispose();
  tf.env().set('IS_TEST', false);
  await tf.setBackend('wasm');
}
