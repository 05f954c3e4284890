import type { Imported } from '@/lib/interchange/imported';
import { err, type Result } from '@/lib/result';

/** A file being read. */
export interface ImportTask {
  /** What came of it; a sentence when it could not be read. Never settles once cancelled. */
  readonly result: Promise<Result<Imported, string>>;
  cancel(): void;
}

/** Largest file that a browser tab can hold with room to spare. */
const LARGEST_FILE = 2_000_000_000;

/** Reads a model file in a worker, so that the page stays responsive whatever its size. */
export function importFile(file: File): ImportTask {
  if (file.size > LARGEST_FILE) {
    const gigabytes = (file.size / 1e9).toFixed(1);
    const message = `“${file.name}” has ${gigabytes} GB; a browser can read files up to 2 GB. Export the model without its weights (external data): they are not needed.`;
    return { result: Promise.resolve(err(message)), cancel: () => undefined };
  }
  const worker = new Worker(new URL('./importWorker.ts', import.meta.url), { type: 'module' });
  const result = new Promise<Result<Imported, string>>((resolve) => {
    worker.onmessage = (event: MessageEvent<Result<Imported, string>>) => {
      resolve(event.data);
      worker.terminate();
    };
    worker.onerror = () => {
      resolve(err(`“${file.name}” could not be read: the reader ran out of memory or broke.`));
      worker.terminate();
    };
    worker.postMessage(file);
  });
  return { result, cancel: () => worker.terminate() };
}
