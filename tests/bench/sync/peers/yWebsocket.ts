import { createRequire } from 'node:module';
import path from 'node:path';
import { keyOf, type Peer } from '../peer';
import { sharedMap, type YDoc } from './sharedMap';

const require = createRequire(import.meta.url);

interface Provider {
  on(event: 'sync', listener: (synced: boolean) => void): void;
  destroy(): void;
}

interface ProviderModule {
  readonly WebsocketProvider: new (
    url: string,
    room: string,
    doc: YDoc,
    options: Readonly<Record<string, unknown>>,
  ) => Provider;
}

/** The server that y-websocket brings along: documents of Yjs in memory. */
export const yWebsocket: Peer = {
  serve(port) {
    Object.assign(process.env, { HOST: '127.0.0.1', PORT: `${port}` });
    const library = path.dirname(require.resolve('y-websocket/package.json'));
    require(path.join(library, 'bin', 'server.cjs'));
  },

  join({ url, room, number }, seen) {
    const { WebsocketProvider }: ProviderModule = require('y-websocket');
    const { Doc }: { readonly Doc: new () => YDoc } = require('yjs');
    const doc = new Doc();
    const provider = new WebsocketProvider(url.replace('http', 'ws'), room, doc, {
      WebSocketPolyfill: require('ws'),
      disableBc: true,
    });
    const replica = sharedMap(doc, keyOf(number), seen, () => provider.destroy());
    return new Promise((resolve) => {
      provider.on('sync', (synced) => {
        if (synced) resolve(replica);
      });
    });
  },
};
