import type { Client } from 'graphql-ws';
import { GRAPHQL_PATH } from './client';
import { makeSocket } from './makeSocket';

let client: Client | undefined;

/** The one WebSocket of this tab, which comes back by itself. */
export function socket(): Client {
  client ??= makeSocket(new URL(GRAPHQL_PATH, window.location.href.replace(/^http/, 'ws')).href);
  return client;
}
