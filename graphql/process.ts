import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { createNodeHandler } from './nodeServer';
import { closeServices, services } from './services';
import { createSocketServer, type SocketServer } from './transports/socketServer';

/**
 * What the server in `server.mjs` needs of the code that Next has bundled, which it cannot import.
 * It finds this on globalThis.
 */
export interface LayerboardProcess {
  /** Opens the database. Fails with a sentence for the operator. */
  open(): Promise<void>;
  /** Answers a request to the API. Never fails. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Takes over the socket of a browser. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): true;
  /** Tells every browser that the server goes. */
  closeSockets(): Promise<void>;
  /** Closes the database, after everything that uses it. */
  close(): Promise<void>;
}

const KEY = Symbol.for('layerboard.process');
const SOCKETS = Symbol.for('layerboard.sockets');
const holder = globalThis as {
  [KEY]?: LayerboardProcess;
  /** Every socket server there was: in development the code is loaded again while sockets are open. */
  [SOCKETS]?: Set<SocketServer>;
};

/** Puts this process's side of the bridge where the server finds it, in place of an older one. */
export function registerProcess(): void {
  const all = holder[SOCKETS] ?? new Set();
  holder[SOCKETS] = all;
  let sockets: SocketServer | undefined;
  let handler: ReturnType<typeof createNodeHandler> | undefined;
  holder[KEY] = {
    async open() {
      await services();
    },
    async answer(request, response) {
      try {
        handler ??= createNodeHandler(await services());
        await handler(request, response);
      } catch {
        // The database cannot be opened, which was told when it was tried.
        response.statusCode = 503;
        response.end();
      }
    },
    upgrade(request, socket, head) {
      services().then(
        (running) => {
          sockets ??= createSocketServer(running);
          all.add(sockets);
          sockets.upgrade(request, socket, head);
        },
        () => socket.destroy(),
      );
      return true;
    },
    async closeSockets() {
      await Promise.all([...all].map((each) => each.close()));
    },
    close: closeServices,
  };
}
