import type { BackendReport } from '@/lib/training/chooseBackend';
import type { RunRequest, TrainingRequest, TrainingResponse } from './messages';

/** Answers to one run. */
export type RunResponse = Extract<TrainingResponse, { readonly run: string }>;

/** A page's line to its training worker, which is started when it is first needed. */
export interface TrainingWorker {
  /** Tests the backends and says which one will train; rejects with a sentence when that cannot be done. */
  probe(): Promise<BackendReport>;
  /** Starts a run, or queues it behind the one that is going; gives back what stops it. */
  start(request: RunRequest, listen: (response: RunResponse) => void): () => void;
  /** Ends the worker and all that it does. */
  close(): void;
}

/** Opens the line. When the worker dies, every run hears of it, and the next request starts a new one. */
export function openTrainingWorker(): TrainingWorker {
  const runs = new Map<string, (response: RunResponse) => void>();
  let probes: Probe[] = [];
  let worker: Worker | undefined;

  function send(request: TrainingRequest): void {
    worker ??= startWorker();
    worker.postMessage(request);
  }

  function startWorker(): Worker {
    const started = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<TrainingResponse>) => hear(data));
    started.addEventListener('error', (event) => {
      event.preventDefault();
      close();
      fail(`The training worker has ended: ${event.message || 'it could not be loaded'}.`);
    });
    return started;
  }

  function hear(response: TrainingResponse): void {
    switch (response.type) {
      case 'backends':
        for (const { resolve } of probes) resolve(response.report);
        probes = [];
        break;
      case 'broken':
        fail(response.message);
        break;
      default:
        runs.get(response.run)?.(response);
        if (isLast(response)) runs.delete(response.run);
        // What broke a run may have spoilt the worker's memory: the next one starts afresh.
        if (response.type === 'failed' && runs.size === 0) close();
    }
  }

  function fail(message: string): void {
    for (const { reject } of probes) reject(new Error(message));
    probes = [];
    for (const [run, listen] of runs) listen({ type: 'failed', run, message });
    runs.clear();
  }

  function close(): void {
    worker?.terminate();
    worker = undefined;
  }

  return {
    probe: () =>
      new Promise((resolve, reject) => {
        probes.push({ resolve, reject });
        send({ type: 'probe' });
      }),
    start(request, listen) {
      runs.set(request.run, listen);
      send({ type: 'start', ...request });
      return () => send({ type: 'stop', run: request.run });
    },
    close,
  };
}

interface Probe {
  resolve(report: BackendReport): void;
  reject(cause: Error): void;
}

const ENDINGS: ReadonlySet<string> = new Set(['finished', 'stopped', 'failed']);

/** Whether a run has nothing more to say. */
function isLast(response: RunResponse): boolean {
  if (response.type === 'refused' || response.type === 'failed') return true;
  return response.type === 'event' && ENDINGS.has(response.event.type);
}
