import { GRAPHQL_PATH } from './client';
import { makeSocket, type Socket } from './makeSocket';

let client: Socket | undefined;

/** The one WebSocket of this tab, which comes back by itself. */
export function socket(): Socket {
  client ??= makeSocket(new URL(GRAPHQL_PATH, window.location.href.replace(/^http/, 'ws')).href);
  return client;
}
