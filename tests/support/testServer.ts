import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Database } from '@/db/database';
import { createNodeHandler } from '@/graphql/nodeServer';
import { createServices, type Services } from '@/graphql/services';
import { createSocketServer, type SocketLoad } from '@/graphql/transports/socketServer';

/** A server with the real schema, real sign-in and real sockets on a free port, without Next around it. */
export interface TestServer {
  readonly url: string;
  readonly services: Services;
  /** How much it holds for those who listen. */
  load(): SocketLoad;
  close(): Promise<void>;
}

export interface TestServerSettings {
  readonly production?: boolean;
  readonly rateLimit?: boolean;
}

/** The caller closes the database. */
export async function startTestServer(
  database: Database,
  { production = false, rateLimit = false }: TestServerSettings = {},
): Promise<TestServer> {
  const services = await createServices(database, { production, rateLimit });
  const graphql = createNodeHandler(services);
  const sockets = createSocketServer(services);
  const server = createServer((incoming, outgoing) => {
    if (!incoming.url?.startsWith('/api/auth/')) return graphql(incoming, outgoing);
    return services.auth.handler(toRequest(incoming)).then(
      (response) => send(outgoing, response),
      (error) => {
        outgoing.writeHead(500).end(String(error));
      },
    );
  });
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    services,
    load: () => sockets.load(),
    async close() {
      await sockets.close();
      services.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function toRequest(incoming: IncomingMessage): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  const { method = 'GET', url = '/' } = incoming;
  const bare = method === 'GET' || method === 'HEAD';
  return new Request(new URL(url, `http://${headers.get('host')}`), {
    method,
    headers,
    ...(!bare && { body: Readable.toWeb(incoming) as globalThis.ReadableStream, duplex: 'half' }),
  });
}

function send(outgoing: ServerResponse, response: Response): void {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value);
  }
  outgoing.setHeader('set-cookie', response.headers.getSetCookie());
  if (response.body) Readable.fromWeb(response.body as ReadableStream).pipe(outgoing);
  else outgoing.end();
}
