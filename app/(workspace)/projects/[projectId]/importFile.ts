import type { Imported, ReadError } from '@/lib/interchange/imported';
import { err, type Result } from '@/lib/result';

/** What the worker is sent. */
export interface ImportRequest {
  readonly file: File;
  /** Sizes of one sample, channels first, for inputs whose size the file leaves open. */
  readonly inputShape: readonly number[] | undefined;
}

type Outcome = Result<Imported, ReadError>;

/** A file being read. */
export interface ImportTask {
  /** What came of it, or why it could not be read. Never settles once cancelled. */
  readonly result: Promise<Outcome>;
  cancel(): void;
}

/** Largest file that a browser tab can hold with room to spare. */
const LARGEST_FILE = 2_000_000_000;

/** Reads a model file in a worker, so that the page stays responsive whatever its size. */
export function importFile(file: File, inputShape?: readonly number[]): ImportTask {
  if (file.size > LARGEST_FILE) {
    const gigabytes = (file.size / 1e9).toFixed(1);
    const message = `“${file.name}” has ${gigabytes} GB; a browser can read files up to 2 GB. Export the model without its weights (external data): they are not needed.`;
    return {
      result: Promise.resolve(err({ code: 'TOO_LARGE', message })),
      cancel: () => undefined,
    };
  }
  const worker = new Worker(new URL('./importWorker.ts', import.meta.url), { type: 'module' });
  const result = new Promise<Outcome>((resolve) => {
    worker.onmessage = (event: MessageEvent<Outcome>) => {
      resolve(event.data);
      worker.terminate();
    };
    worker.onerror = () => {
      const message = `“${file.name}” could not be read: the reader ran out of memory or broke.`;
      resolve(err({ code: 'TOO_LARGE', message }));
      worker.terminate();
    };
    const request: ImportRequest = { file, inputShape };
    worker.postMessage(request);
  });
  return { result, cancel: () => worker.terminate() };
}
