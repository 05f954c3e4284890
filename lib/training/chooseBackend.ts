import { glimpse } from './selfTest/glimpse';
import { selfTest } from './selfTest/selfTest';
import { speedTest } from './selfTest/speedTest';
import type { TensorFlow } from './tensorflow';

/**
 * The backends that training may use, the one that is tested fastest first. Plain JavaScript is
 * none of them: one step takes it seconds.
 */
export const TRAINING_BACKENDS = ['wasm', 'webgpu', 'webgl'] as const;
export type TrainingBackend = (typeof TRAINING_BACKENDS)[number];

/**
 * How the start-up test of one backend went. `slow`: a first look showed it to be far slower than
 * another one that passed, so it was not tested further.
 */
export interface BackendAttempt {
  readonly backend: TrainingBackend;
  readonly status: 'passed' | 'slow' | 'wrong' | 'unavailable';
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

/** A backend whose first convolution takes this much longer than another's is not looked at further. */
const FAR_SLOWER = 4;
/** Milliseconds that reading a result back may take on any graphics card. */
const LATENCY = 8;

/**
 * Tries the backends one after the other: each has to compute the loss and the gradients of a small
 * network as plain JavaScript does, and then shows how fast it is. The fastest is in use afterwards.
 */
export async function chooseBackend(
  tf: TensorFlow,
  candidates: readonly TrainingBackend[] = TRAINING_BACKENDS,
): Promise<BackendReport> {
  const attempts: BackendAttempt[] = [];
  let patience = Number.POSITIVE_INFINITY;
  for (const backend of candidates) {
    const { firstLook, ...attempt } = await tryBackend(tf, backend, patience);
    attempts.push(attempt);
    if (attempt.status === 'passed')
      patience = Math.min(patience, FAR_SLOWER * (firstLook + LATENCY));
  }
  const [fastest] = attempts
    .filter(({ status }) => status === 'passed')
    .sort((a, b) => (b.macsPerSecond ?? 0) - (a.macsPerSecond ?? 0));
  if (fastest) await tf.setBackend(fastest.backend);
  return { chosen: fastest?.backend, attempts };
}

interface Trial extends BackendAttempt {
  /** Milliseconds of the first convolution. */
  readonly firstLook: number;
}

async function tryBackend(
  tf: TensorFlow,
  backend: TrainingBackend,
  patience: number,
): Promise<Trial> {
  let firstLook = Number.POSITIVE_INFINITY;
  const trial = (status: BackendAttempt['status'], message: string): Trial => ({
    backend,
    status,
    message,
    firstLook,
  });
  try {
    if (!tf.engine().registryFactory[backend] || !(await tf.setBackend(backend)))
      return trial('unavailable', `${backend} is not there in this browser.`);
    firstLook = await glimpse(tf);
    if (firstLook > patience) {
      const took = firstLook.toFixed(0);
      return trial('slow', `${backend} takes ${took} ms for one convolution: too slow to use.`);
    }
    const { passed, worstError } = await selfTest(tf);
    const error = worstError.toExponential(1);
    if (!passed)
      return trial('wrong', `${backend} computes wrongly: its gradients are off by ${error}.`);
    const { milliseconds, macsPerSecond } = await speedTest(tf);
    const speed = `${(macsPerSecond / 1e9).toPrecision(3)} G multiply-accumulates a second`;
    const message = `${backend} computes correctly (largest error ${error}) and trains at ${speed} (${milliseconds.toFixed(0)} ms for the test step).`;
    return { ...trial('passed', message), macsPerSecond };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    return trial('unavailable', `${backend} cannot be used: ${reason}`);
  }
}
