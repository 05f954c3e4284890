import type { WebSocket } from 'ws';
import type { Pace } from './pace';
import { Turns } from './turns';

/** Over this the reader is behind: presence is dropped, and no operations are read from the log. */
const BEHIND_BYTES = 1024 * 1024;
const BEHIND_MILLISECONDS = 2_000;
/** Whoever does not take a message within this time is let go, and comes back from where they are. */
const PATIENCE_MILLISECONDS = 10_000;
/** Bytes that may wait for a reader, over all its subscriptions. */
const MOST_BYTES = 8 * 1024 * 1024;
/** The farewell stands behind what is not read; it waits this long to be. */
const FAREWELL_MILLISECONDS = 5_000;
/** Our own close code: “resync”. */
export const TOO_SLOW = 4290;

/** What one socket is written to by. */
export interface Outlet extends Pace {
  /** Done when the message has left this process, so that a subscription produces no faster than its reader reads. */
  send(message: string): Promise<void>;
}

/**
 * Sends on a socket, message by message, and knows how far behind its reader is. Who is too far
 * behind is closed rather than buffered for: they come back from the revision that they have.
 */
export function createOutlet(socket: WebSocket): Outlet {
  const turns = new Turns();
  /** When each message that has not left was sent, the oldest first. */
  const pending: number[] = [];
  const waiting = new Set<() => void>();

  function letGo(): void {
    if (socket.readyState !== socket.OPEN) return;
    socket.close(TOO_SLOW, 'Too slow: ask again from the revision you have.');
    setTimeout(() => socket.terminate(), FAREWELL_MILLISECONDS).unref();
  }

  function isBehind(): boolean {
    // Whoever is being closed never catches up.
    if (socket.readyState !== socket.OPEN) return true;
    const [oldest] = pending;
    return (
      socket.bufferedAmount > BEHIND_BYTES ||
      (oldest !== undefined && performance.now() - oldest > BEHIND_MILLISECONDS)
    );
  }

  function left(): void {
    pending.shift();
    if (!isBehind()) for (const goOn of [...waiting]) goOn();
  }

  async function caughtUp(signal: AbortSignal): Promise<void> {
    while (isBehind() && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const goOn = () => {
          waiting.delete(goOn);
          signal.removeEventListener('abort', goOn);
          resolve();
        };
        waiting.add(goOn);
        signal.addEventListener('abort', goOn, { once: true });
      });
    }
  }

  return {
    get isBehind() {
      return isBehind();
    },
    caughtUp,
    async turn(signal) {
      const end = await turns.take(signal);
      await caughtUp(signal);
      return end;
    },
    send: (message) =>
      new Promise((resolve) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        if (socket.bufferedAmount > MOST_BYTES) {
          letGo();
          return resolve();
        }
        const patience = setTimeout(letGo, PATIENCE_MILLISECONDS);
        pending.push(performance.now());
        // An error closes the socket, which ends its subscriptions.
        socket.send(message, () => {
          clearTimeout(patience);
          left();
          resolve();
        });
      }),
  };
}
