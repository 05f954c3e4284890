import { type Client, createClient } from 'graphql-ws';
import { GRAPHQL_PATH } from './client';

const RETRY_FIRST = 300;
const RETRY_LAST = 8_000;

/** Close codes after which trying again is pointless: the session or the access is gone. */
const FINAL_CODES = new Set([4401, 4403]);

let client: Client | undefined;

/** The one WebSocket of this tab, opened when first needed; it comes back by itself with growing, jittered pauses. */
export function socket(): Client {
  client ??= createClient({
    url: new URL(GRAPHQL_PATH, window.location.href.replace(/^http/, 'ws')).href,
    lazy: true,
    lazyCloseTimeout: 3_000,
    keepAlive: 10_000,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: (reason) => !isFinal(reason),
    retryWait: (retries) => {
      const pause = Math.min(RETRY_LAST, RETRY_FIRST * 2 ** retries) * (0.5 + Math.random());
      return new Promise((resolve) => setTimeout(resolve, pause));
    },
  });
  return client;
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
