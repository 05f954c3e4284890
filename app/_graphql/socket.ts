import { type Client, createClient } from 'graphql-ws';
import { GRAPHQL_PATH } from './client';
import { RECONNECTING } from './reconnecting';

let client: Client | undefined;

/** The one WebSocket of this tab, which comes back by itself. */
export function socket(): Client {
  client ??= createClient({
    url: new URL(GRAPHQL_PATH, window.location.href.replace(/^http/, 'ws')).href,
    ...RECONNECTING,
  });
  return client;
}
