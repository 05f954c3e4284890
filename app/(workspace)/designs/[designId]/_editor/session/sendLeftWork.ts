import { onHope } from '@/app/_graphql/onHope';
import type { Refused } from '@/lib/document/session';
import type { DesignStore } from './designStore';
import type { OutboxRecord } from './outbox';

/** How often work is looked for that a page left without a word, in milliseconds. */
const LOOK_EVERY = 20_000;

/**
 * Sends what other pages of this browser left of a design when they went, piece by piece, each under
 * the id that it was done under. What comes to nothing is told as this page's own. Returns how to stop.
 */
export function sendLeftWork(
  store: DesignStore,
  next: () => Promise<OutboxRecord | undefined>,
  open: (record: OutboxRecord) => Promise<DesignStore>,
): () => void {
  // Without locks nobody knows whether a page is gone.
  if (!navigator.locks) return () => {};
  let record: OutboxRecord | undefined;
  let busy = false;
  let live = false;
  const ending = new AbortController();

  async function sendAll(): Promise<void> {
    for (;;) {
      record ??= await next();
      if (!record || ending.signal.aborted) return;
      const refused = await sent(await open(record), ending.signal);
      record = undefined;
      store.takeRefused(refused);
    }
  }
  const look = () => {
    if (busy || !live || ending.signal.aborted) return;
    busy = true;
    sendAll()
      // The server does not answer: the record is kept, and sent the next time.
      .catch(() => undefined)
      .finally(() => {
        busy = false;
      });
  };
  const follow = () => {
    const before = live;
    live = store.getState().connection.status === 'live';
    if (live && !before) look();
  };

  const stops = [store.subscribe(follow), onHope(look)];
  const timer = setInterval(look, LOOK_EVERY);
  follow();
  return () => {
    ending.abort();
    clearInterval(timer);
    for (const stop of stops) stop();
  };
}

/** Runs a store until it has nothing left to send, or may not. Returns what came to nothing. */
function sent(store: DesignStore, signal: AbortSignal): Promise<readonly Refused[]> {
  const stop = store.start();
  return new Promise<readonly Refused[]>((resolve) => {
    const look = () => {
      const { session, connection } = store.getState();
      const over = session.pending.length === 0 || connection.status === 'refused';
      if (!over && !signal.aborted) return;
      unsubscribe();
      resolve(session.refused);
    };
    const unsubscribe = store.subscribe(look);
    signal.addEventListener('abort', look);
    look();
  }).finally(stop);
}
