import { useSyncExternalStore } from 'react';
import type { TemplateFigures } from './templateFiguresWorker';

type Known = ReadonlyMap<string, TemplateFigures>;

const NONE: Known = new Map();
let known = NONE;
let started = false;
const listeners = new Set<() => void>();

/** The figures of the templates by their ids, as far as they have been computed; a worker starts on them with the first use. */
export function useTemplateFigures(): Known {
  return useSyncExternalStore(
    subscribe,
    () => known,
    () => NONE,
  );
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (!started) startWorker();
  return () => listeners.delete(listener);
}

function startWorker(): void {
  started = true;
  const worker = new Worker(new URL('./templateFiguresWorker.ts', import.meta.url), {
    type: 'module',
  });
  worker.onmessage = ({ data }: MessageEvent<readonly TemplateFigures[] | 'done'>) => {
    if (data === 'done') {
      worker.terminate();
      return;
    }
    known = new Map([...known, ...data.map((figures) => [figures.id, figures] as const)]);
    for (const listener of listeners) listener();
  };
}
