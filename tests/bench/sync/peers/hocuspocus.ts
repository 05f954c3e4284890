import { createRequire } from 'node:module';
import { keyOf, type Peer } from '../peer';
import { sharedMap, type YDoc } from './sharedMap';

const require = createRequire(import.meta.url);

interface ServerModule {
  readonly Server: new (
    options: Readonly<Record<string, unknown>>,
  ) => { listen(): Promise<unknown> };
}

interface ProviderModule {
  readonly HocuspocusProvider: new (
    options: Readonly<Record<string, unknown>>,
  ) => { destroy(): void };
}

/** Hocuspocus as it comes: documents of Yjs in memory. */
export const hocuspocus: Peer = {
  async serve(port) {
    const { Server }: ServerModule = require('@hocuspocus/server');
    await new Server({ port, address: '127.0.0.1', quiet: true }).listen();
  },

  join({ url, room, number }, seen) {
    const { HocuspocusProvider }: ProviderModule = require('@hocuspocus/provider');
    const { Doc }: { readonly Doc: new () => YDoc } = require('yjs');
    const document = new Doc();
    return new Promise((resolve) => {
      const provider = new HocuspocusProvider({
        url: url.replace('http', 'ws'),
        WebSocketPolyfill: require('ws'),
        name: room,
        document,
        onSynced: () => resolve(replica),
      });
      const replica = sharedMap(document, keyOf(number), seen, () => provider.destroy());
    });
  },
};
