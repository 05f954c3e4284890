import WebSocket from 'ws';
import { GRAPHQL_PATH } from '@/app/_graphql/client';
import { makeSocket, type Socket } from '@/app/_graphql/makeSocket';

/** The socket of a tab, as the app opens it, outside of a browser. `said` may change what the tab says. */
export function tabSocket(
  url: string,
  cookie: string,
  said: (text: string) => string = (text) => text,
): Socket {
  return makeSocket(
    new URL(GRAPHQL_PATH, url.replace('http', 'ws')).href,
    class extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, { headers: { cookie, origin: url } });
        // A browser tells the page of a broken socket by its close alone.
        this.on('error', () => {});
      }

      override send(text: string): void {
        super.send(said(text));
      }
    },
  );
}
