/** The training worker: the only place that loads TensorFlow.js. It outlives whatever goes wrong in a run. */
import type { RunRequest, TrainingRequest, TrainingResponse } from './messages';
import { type OpenBackend, openBackend } from './openBackend';
import { trainRun } from './trainRun';

/** The part of a dedicated worker's global scope that is used here. */
interface WorkerScope {
  postMessage(message: TrainingResponse): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<TrainingRequest>) => void): void;
}

const scope: WorkerScope = globalThis as unknown as WorkerScope;
const stops = new Map<string, AbortController>();
let backend: Promise<OpenBackend> | undefined;
let queue: Promise<void> = Promise.resolve();

function opened(): Promise<OpenBackend> {
  backend ??= openBackend().catch((cause: unknown) => {
    backend = undefined;
    throw cause;
  });
  return backend;
}

async function probe(): Promise<void> {
  try {
    const { report } = await opened();
    scope.postMessage({ type: 'backends', report });
  } catch (cause) {
    scope.postMessage({ type: 'broken', message: sentence(cause) });
  }
}

async function start(request: RunRequest, signal: AbortSignal): Promise<void> {
  const { run } = request;
  try {
    const open = await opened();
    if (signal.aborted)
      scope.postMessage({ type: 'event', run, event: { type: 'stopped', step: 0 } });
    else await trainRun(open, request, signal, (response) => scope.postMessage(response));
  } catch (cause) {
    scope.postMessage({ type: 'failed', run, message: sentence(cause) });
  } finally {
    stops.delete(run);
  }
}

function sentence(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/memory|allocation|out of bounds/i.test(message))
    return `The browser ran out of memory (${message}). Try a smaller batch or a narrower network.`;
  return `TensorFlow.js gave up: ${message}`;
}

scope.addEventListener('message', ({ data }) => {
  switch (data.type) {
    case 'probe':
      void probe();
      break;
    case 'stop':
      stops.get(data.run)?.abort();
      break;
    case 'start': {
      const controller = new AbortController();
      stops.set(data.run, controller);
      queue = queue.then(() => start(data, controller.signal));
      break;
    }
  }
});
