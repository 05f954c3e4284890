import type { ClientOptions } from 'graphql-ws';
import { onHope } from './onHope';

const RETRY_FIRST = 300;
const RETRY_LAST = 8_000;

/** Close codes after which trying again is pointless: the session or the access is gone. */
const FINAL_CODES = new Set([4401, 4403]);

/** With what a server closes one socket too many of a person. */
const CROWDED = { code: 4429, reason: 'Too many sockets of one person.' };

/** How a socket of ours behaves: opened when first needed, back by itself with growing, jittered pauses. */
export const RECONNECTING = {
  lazy: true,
  lazyCloseTimeout: 3_000,
  // A silent server is asked after so long whether it is there; together with `makeSocket`'s patience within 15 s.
  keepAlive: 10_000,
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: (reason) => !isFinal(reason) && !isCrowded(reason),
  retryWait: (retries) => {
    const pause = Math.min(RETRY_LAST, RETRY_FIRST * 2 ** retries) * (0.5 + Math.random());
    return new Promise((resolve) => {
      const go = () => {
        clearTimeout(timer);
        stopHoping();
        resolve();
      };
      const timer = setTimeout(go, pause);
      const stopHoping = onHope(go);
    });
  },
} satisfies Partial<ClientOptions>;

/** Whether a socket was closed because the person has too many of them already. */
export function isCrowded(reason: unknown): boolean {
  return (
    typeof reason === 'object' &&
    reason !== null &&
    'code' in reason &&
    'reason' in reason &&
    reason.code === CROWDED.code &&
    reason.reason === CROWDED.reason
  );
}

/** Whether a socket was closed because the session or the access is gone. */
export function isFinal(reason: unknown): boolean {
  return (
    typeof reason === 'object' &&
    reason !== null &&
    'code' in reason &&
    FINAL_CODES.has(Number(reason.code))
  );
}
