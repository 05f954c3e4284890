import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import next from 'next';

/** Carries Next, and hands the sockets of GraphQL to the code that Next has bundled. */
const dev = process.argv.includes('--dev');
process.env.NODE_ENV ??= dev ? 'development' : 'production';
process.env.NEXT_TELEMETRY_DISABLED ??= '1';
const host = process.env.HOST || '127.0.0.1';
const wanted = Number(process.env.PORT || 3000);
const spoofable = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'forwarded'];
const dropped = process.env.LAYERBOARD_TRUSTED_PROXIES ? [] : spoofable;

/** @returns {import('./graphql/process').LayerboardProcess | undefined} */
const layerboard = () => globalThis[Symbol.for('layerboard.process')];

/** @param {import('node:http').IncomingMessage} request */
const isApi = ({ url }) => url?.split('?')[0] === '/api/graphql';

/** @param {unknown} error @returns {never} */
function fail(error) {
  console.error(error instanceof Error && error.name === 'AppError' ? error.message : error);
  process.exit(1);
}

/** The headers that Next would send with every answer. */
const { default: config } = await import('./next.config.js');
const [{ headers: careful }] = await config.headers();

const server = createServer();
server.listen(wanted, host);
await once(server, 'listening').catch((error) => {
  if (error.code !== 'EADDRINUSE') fail(error);
  console.error(`Port ${wanted} is taken. Stop what listens there, or name another one in PORT.`);
  process.exit(1);
});
const { address, family, port } = /** @type {import('node:net').AddressInfo} */ (server.address());

// Next would end every upgraded socket whose path is a route: it is shown only those that are its own, in development.
const nextUpgrades = /** @type {import('node:http').Server} */ (new EventEmitter());
const app = next({ dev, hostname: 'localhost', port, httpServer: nextUpgrades });
const prepared = app.prepare();

server.on('request', async (request, response) => {
  for (const name of dropped) delete request.headers[name];
  const api = !dev && isApi(request) && layerboard();
  if (api) {
    for (const { key, value } of careful) response.setHeader(key, value);
    return api.answer(request, response);
  }
  await prepared;
  await app.getRequestHandler()(request, response);
});
server.on('upgrade', (request, socket, head) => {
  const taken = isApi(request)
    ? layerboard()?.upgrade(request, socket, head)
    : dev && nextUpgrades.emit('upgrade', request, socket, head);
  if (!taken) socket.destroy();
});

/** @type {Set<import('node:stream').Duplex>} */
const sockets = new Set();
server.on('connection', (socket) => {
  sockets.add(socket);
  socket.once('close', () => sockets.delete(socket));
});

let closing = false;
async function close() {
  if (closing) process.exit(1);
  closing = true;
  const closed = once(server, 'close');
  server.close();
  await layerboard()?.closeSockets();
  server.closeIdleConnections();
  setTimeout(() => {
    for (const socket of sockets) socket.destroy();
  }, 5_000).unref();
  await Promise.all([closed, app.close()]);
  await layerboard()?.close();
  process.exit(0);
}
process.on('SIGTERM', close);
process.on('SIGINT', close);

/** Next starts what it has bundled with the first request, unless it is in development. */
async function open() {
  await prepared;
  const self = family === 'IPv6' ? `[${address}]` : address;
  if (!layerboard()) await fetch(`http://${self}:${port}/api/health`, { method: 'OPTIONS' });
  await layerboard()?.open();
}

await open().catch(fail);
const shown = ['127.0.0.1', '0.0.0.0', '::'].includes(host) ? 'localhost' : host;
console.log(`Layerboard is ready at ${process.env.LAYERBOARD_URL || `http://${shown}:${port}`}`);
