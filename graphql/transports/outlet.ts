import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { closeSocket } from './closeSocket';
import type { Pace } from './pace';
import { Turns } from './turns';

/** Over this the reader is behind: presence is dropped, and no operations are read from the log. */
const BEHIND_BYTES = 1024 * 1024;
const BEHIND_MILLISECONDS = 2_000;
/** Whoever does not take a message within this time is let go, and comes back from where they are. */
const PATIENCE_MILLISECONDS = 10_000;
/** Bytes that may wait for a reader, over all its subscriptions. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Our own close code: “resync”. */
export const TOO_SLOW = 4290;

/** What one socket is written to by. */
export interface Outlet extends Pace {
  /** Sends a message. Whoever sends many waits for the pace. */
  post(message: string): void;
  /** The same. Done when the message has left this process. */
  send(message: string): Promise<void>;
}

/**
 * Sends on a socket, message by message, and knows how far behind its reader is. Who is too far
 * behind is closed rather than buffered for: they come back from the revision that they have.
 * `line` is what the socket itself writes to: what is sent in one go leaves in one packet.
 */
export function createOutlet(socket: WebSocket, line: Duplex): Outlet {
  const turns = new Turns();
  /** When each message that has not left was sent, the oldest first. */
  const pending: number[] = [];
  let watching = false;
  let corked = false;
  const waiting = new Set<() => void>();

  function letGo(): void {
    if (socket.readyState !== socket.OPEN) return;
    void closeSocket(socket, TOO_SLOW, 'Too slow: ask again from the revision you have.');
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

  /** Lets the reader go who does not take the oldest message; looks again for as long as something waits. */
  function watchOldest(): void {
    const [oldest] = pending;
    if (watching || oldest === undefined) return;
    const rest = oldest + PATIENCE_MILLISECONDS - performance.now();
    if (rest <= 0) {
      letGo();
      return;
    }
    watching = true;
    const lookAgain = () => {
      watching = false;
      watchOldest();
    };
    setTimeout(lookAgain, rest).unref();
  }

  function gather(): void {
    if (corked) return;
    corked = true;
    line.cork();
    process.nextTick(() => {
      corked = false;
      line.uncork();
    });
  }

  function post(message: string, then: () => void): void {
    const open = socket.readyState === socket.OPEN;
    if (open && socket.bufferedAmount > MOST_BYTES) letGo();
    if (socket.readyState !== socket.OPEN) {
      then();
      return;
    }
    pending.push(performance.now());
    watchOldest();
    gather();
    // An error closes the socket, which ends its subscriptions.
    socket.send(message, () => {
      left();
      then();
    });
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
      if (isBehind()) await caughtUp(signal);
      return end;
    },
    post: (message) => post(message, () => {}),
    send: (message) => new Promise((resolve) => post(message, resolve)),
  };
}
