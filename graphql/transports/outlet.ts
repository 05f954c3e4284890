import type { WebSocket } from 'ws';

/** Whoever does not take a message within this time is let go, and comes back from where they are. */
const PATIENCE_MILLISECONDS = 10_000;
/** Bytes that may wait for a reader, over all its subscriptions. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Our own close code: “resync”. */
const TOO_SLOW = 4290;

/**
 * Sends on a socket, message by message: done when the message has left this process, so that a
 * subscription produces no faster than its reader reads. A reader who is too slow is closed rather
 * than buffered for.
 */
export function createOutlet(socket: WebSocket): { send(message: string): Promise<void> } {
  function letGo(): void {
    socket.close(TOO_SLOW, 'Too slow: ask again from the revision you have.');
    // The farewell stands behind what is not read.
    setTimeout(() => socket.terminate(), 1_000).unref();
  }

  return {
    send: (message) =>
      new Promise((resolve) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        if (socket.bufferedAmount > MOST_BYTES) {
          letGo();
          return resolve();
        }
        const patience = setTimeout(letGo, PATIENCE_MILLISECONDS);
        // An error closes the socket, which ends its subscriptions.
        socket.send(message, () => {
          clearTimeout(patience);
          resolve();
        });
      }),
  };
}
