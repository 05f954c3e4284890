import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { RECONNECTING } from '@/app/_graphql/reconnecting';
import type { Place } from '../peer';

/** The socket of a tab, as the app opens it, outside of a browser. */
export function ourSocket(
  { url, cookie = '' }: Place,
  on: { connected(is: boolean): void },
): Client {
  class BrowserSocket extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, { headers: { cookie, origin: url } });
    }
  }
  return createClient({
    ...RECONNECTING,
    url: new URL('/api/graphql', url.replace('http', 'ws')).href,
    webSocketImpl: BrowserSocket,
    on: { connected: () => on.connected(true), closed: () => on.connected(false) },
  });
}
