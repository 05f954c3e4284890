import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { report } from '@/db/report';
import { LIMITS } from '../limits';
import type { Services } from '../services';
import { closeSocket } from './closeSocket';
import { Headcount } from './headcount';
import { originAllowed } from './originAllowed';
import { serveSocket } from './ws';

/** Told to browsers when this process ends; they come back by themselves. */
const GOING_AWAY = 1001;
const HURRY_MILLISECONDS = 1_000;

/** How much a process holds for those who listen to it. */
export interface SocketLoad {
  readonly sockets: number;
  /** Bytes that wait for the reader for whom most wait. */
  readonly waitingBytes: number;
}

/** Takes over the sockets of GraphQL from whatever HTTP server there is. */
export interface SocketServer {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  load(): SocketLoad;
  /** Tells every socket that the server goes, and lets them go. */
  close(): Promise<void>;
}

export function createSocketServer(services: Services): SocketServer {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: LIMITS.messageBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) => handleProtocols(offered),
  });
  const addresses = new Headcount(LIMITS.socketsOfAddress);
  const people = new Headcount(LIMITS.socketsOfPerson);
  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      if (!originAllowed(request, services.publicHost)) {
        refuse(socket, '403 Forbidden');
        return;
      }
      const leave = addresses.take(services.clientAddress(request));
      if (!leave) {
        refuse(socket, '429 Too Many Requests');
        return;
      }
      socket.once('close', leave);
      server.handleUpgrade(request, socket, head, (opened: WebSocket) => {
        serveSocket(services, opened, request, people).catch((error) => {
          report('A socket could not be served.', error);
          opened.terminate();
        });
      });
    },
    load() {
      const open = [...server.clients].filter((each) => each.readyState === each.OPEN);
      const waitingBytes = Math.max(0, ...open.map(({ bufferedAmount }) => bufferedAmount));
      return { sockets: open.length, waitingBytes };
    },
    async close() {
      const sockets = [...server.clients];
      await Promise.all(
        sockets.map((each) =>
          closeSocket(each, GOING_AWAY, 'The server is going away.', HURRY_MILLISECONDS),
        ),
      );
      server.close();
    },
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
