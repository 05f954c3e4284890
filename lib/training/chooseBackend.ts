import { selfTest } from './selfTest/selfTest';
import { speedTest } from './selfTest/speedTest';
import type { TensorFlow } from './tensorflow';

/** The backends that training may use. Plain JavaScript is none of them: one step takes it seconds. */
export const TRAINING_BACKENDS = ['webgpu', 'webgl', 'wasm'] as const;
export type TrainingBackend = (typeof TRAINING_BACKENDS)[number];

/** How the start-up test of one backend went. */
export interface BackendAttempt {
  readonly backend: TrainingBackend;
  readonly status: 'passed' | 'wrong' | 'unavailable';
  /** A sentence with the numbers, or with the reason. */
  readonly message: string;
  /** Multiply-accumulates a second in training; of backends that passed. */
  readonly macsPerSecond?: number;
}

/** Which backend trains here, and how it was chosen. */
export interface BackendReport {
  /** The fastest of those that passed; undefined where none did. */
  readonly chosen: TrainingBackend | undefined;
  readonly attempts: readonly BackendAttempt[];
}

/**
 * Tries the backends one after the other: each has to compute the loss and the gradients of a small
 * network as plain JavaScript does, and then shows how fast it is. The fastest is in use afterwards.
 */
export async function chooseBackend(
  tf: TensorFlow,
  candidates: readonly TrainingBackend[] = TRAINING_BACKENDS,
): Promise<BackendReport> {
  const attempts: BackendAttempt[] = [];
  for (const backend of candidates) attempts.push(await attempt(tf, backend));
  const [fastest] = attempts
    .filter(({ status }) => status === 'passed')
    .sort((a, b) => (b.macsPerSecond ?? 0) - (a.macsPerSecond ?? 0));
  if (fastest) await tf.setBackend(fastest.backend);
  return { chosen: fastest?.backend, attempts };
}

async function attempt(tf: TensorFlow, backend: TrainingBackend): Promise<BackendAttempt> {
  try {
    if (!tf.engine().registryFactory[backend] || !(await tf.setBackend(backend)))
      return unavailable(backend, 'this browser does not have it');
    const { passed, worstError } = await selfTest(tf);
    const error = worstError.toExponential(1);
    if (!passed) {
      const message = `${backend} computes wrongly here: its gradients are off by up to ${error} of their size.`;
      return { backend, status: 'wrong', message };
    }
    const { milliseconds, macsPerSecond } = await speedTest(tf);
    return {
      backend,
      status: 'passed',
      message: `${backend} computes correctly (largest error ${error}) and takes ${milliseconds.toFixed(0)} ms for the test step.`,
      macsPerSecond,
    };
  } catch (cause) {
    return unavailable(backend, cause instanceof Error ? cause.message : String(cause));
  }
}

function unavailable(backend: TrainingBackend, reason: string): BackendAttempt {
  return { backend, status: 'unavailable', message: `${backend} cannot be used: ${reason}.` };
}
