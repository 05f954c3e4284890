import type { WebSocket } from 'ws';

/** So long the other side has to read the farewell, which stands behind whatever it has not read, and to answer. */
const PATIENCE_MILLISECONDS = 5_000;

/** Closes a socket, and lets go of it when nobody answers. Done when it is closed. */
export function closeSocket(
  socket: WebSocket,
  code: number,
  reason: string,
  patience = PATIENCE_MILLISECONDS,
): Promise<void> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => socket.terminate(), patience).unref();
    socket.once('close', () => {
      clearTimeout(giveUp);
      resolve();
    });
    socket.close(code, reason);
  });
}
