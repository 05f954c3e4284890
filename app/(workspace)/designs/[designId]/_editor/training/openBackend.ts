import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgpu';
import { type BackendReport, chooseBackend } from '@/lib/training/chooseBackend';
import type { TensorFlow } from '@/lib/training/tensorflow';
import { registerWasmKernels } from '@/lib/training/wasm/registerWasmKernels';
import { WASM_BINARIES } from './wasmBinaries';

/** TensorFlow.js on the backend that was chosen for this browser. */
export interface OpenBackend {
  readonly tf: TensorFlow;
  readonly report: BackendReport;
}

/** Loads the backends, tests them and puts the fastest one to use. Only the training worker calls this, once. */
export async function openBackend(): Promise<OpenBackend> {
  tf.enableProdMode();
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths(WASM_BINARIES);
  registerWasmKernels(tf);
  return { tf, report: await chooseBackend(tf) };
}
