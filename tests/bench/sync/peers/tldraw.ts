import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { WebSocket, WebSocketServer } from 'ws';
import { keyOf, type Peer } from '../peer';

const require = createRequire(import.meta.url);

interface NodeRecord {
  readonly id: string;
  readonly typeName: 'node';
  readonly x: number;
  readonly y: number;
}

interface Store {
  readonly sideEffects: {
    registerAfterCreateHandler(type: 'node', handler: (record: NodeRecord) => void): void;
    registerAfterChangeHandler(
      type: 'node',
      handler: (before: NodeRecord, after: NodeRecord) => void,
    ): void;
  };
  put(records: readonly NodeRecord[]): void;
  allRecords(): readonly NodeRecord[];
}

interface Schema {
  serialize(): unknown;
}

interface StoreModule {
  readonly createRecordType: (name: string, options: Readonly<Record<string, unknown>>) => unknown;
  readonly StoreSchema: { create(types: Readonly<Record<string, unknown>>): Schema };
  readonly Store: new (options: { readonly schema: Schema; readonly props: object }) => Store;
}

interface Room {
  handleSocketConnect(options: { readonly sessionId: string; readonly socket: WebSocket }): void;
}

interface SyncModule {
  readonly TLSocketRoom: new (options: Readonly<Record<string, unknown>>) => Room;
  readonly InMemorySyncStorage: new (options: { readonly snapshot: object }) => unknown;
  readonly TLSyncClient: new (options: Readonly<Record<string, unknown>>) => { close(): void };
  readonly chunk: (message: string) => readonly string[];
  readonly JsonChunkAssembler: new () => {
    handleMessage(message: string): { readonly data: object } | { readonly error: Error } | null;
  };
}

interface StateModule {
  readonly atom: (name: string, value: unknown) => unknown;
}

/** Packages that share state must be one copy each, so all of them are required. */
const storeModule = (): StoreModule => require('@tldraw/store');
const syncModule = (): SyncModule => require('@tldraw/sync-core');
const stateModule = (): StateModule => require('@tldraw/state');

/** tldraw sync as it comes: rooms in memory, clients that send and take in values thirty times a second. */
export const tldraw: Peer = {
  serve(port) {
    const { TLSocketRoom, InMemorySyncStorage } = syncModule();
    const schema = schemaOfNodes();
    const rooms = new Map<string, Room>();
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    let sessions = 0;
    sockets.on('connection', (socket, { url = '/' }) => {
      const room =
        rooms.get(url) ??
        new TLSocketRoom({
          schema,
          storage: new InMemorySyncStorage({
            snapshot: { clock: 0, documentClock: 0, documents: [], schema: schema.serialize() },
          }),
        });
      rooms.set(url, room);
      room.handleSocketConnect({ sessionId: `session${sessions++}`, socket });
    });
    return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  },

  join({ url, room, number }, seen) {
    animateWithoutScreen();
    const { Store } = storeModule();
    const { TLSyncClient } = syncModule();
    const { atom } = stateModule();
    const store = new Store({ schema: schemaOfNodes(), props: {} });
    const own = idOf(keyOf(number));
    // Side effects are told at once; listeners of the store wait for the next frame.
    const tell = ({ id, x, y }: NodeRecord) => {
      if (id !== own) seen(id.slice(PREFIX.length), { x, y });
    };
    store.sideEffects.registerAfterCreateHandler('node', tell);
    store.sideEffects.registerAfterChangeHandler('node', (_before, after) => tell(after));
    return new Promise((resolve, reject) => {
      const client = new TLSyncClient({
        store,
        socket: socketOf(`${url.replace('http', 'ws')}/${room}`),
        presence: atom('presence', null),
        presenceMode: atom('mode', 'full'),
        onLoad: () =>
          resolve({
            set: ({ x, y }) => store.put([{ id: own, typeName: 'node', x, y }]),
            values: () =>
              new Map(
                store.allRecords().map(({ id, x, y }) => [id.slice(PREFIX.length), { x, y }]),
              ),
            acknowledged: [],
            close: () => client.close(),
          }),
        onSyncError: (reason: string) => reject(new Error(`tldraw sync: ${reason}`)),
      });
    });
  },
};

const PREFIX = 'node:';
const idOf = (key: string) => `${PREFIX}${key}`;

function schemaOfNodes(): Schema {
  const { createRecordType, StoreSchema } = storeModule();
  const validator = { validate: (record: unknown) => record };
  return StoreSchema.create({
    node: createRecordType('node', { scope: 'document', validator }),
    presence: createRecordType('presence', { scope: 'presence', validator }),
  });
}

/** The socket of a client, in the shape in which the library wants it. */
function socketOf(url: string) {
  const { chunk, JsonChunkAssembler } = syncModule();
  const assembler = new JsonChunkAssembler();
  const onMessage = new Set<(message: object) => void>();
  const onStatus = new Set<(event: { readonly status: 'online' | 'offline' }) => void>();
  const socket = new WebSocket(url);
  const adapter = {
    connectionStatus: 'offline' as 'offline' | 'online',
    sendMessage(message: object) {
      for (const piece of chunk(JSON.stringify(message))) socket.send(piece);
    },
    onReceiveMessage(listener: (message: object) => void) {
      onMessage.add(listener);
      return () => onMessage.delete(listener);
    },
    onStatusChange(listener: (event: { readonly status: 'online' | 'offline' }) => void) {
      onStatus.add(listener);
      return () => onStatus.delete(listener);
    },
    restart() {
      throw new Error('tldraw sync lost its connection in the middle of the bench.');
    },
    close: () => socket.close(),
  };
  socket.on('open', () => {
    adapter.connectionStatus = 'online';
    for (const listener of onStatus) listener({ status: 'online' });
  });
  socket.on('message', (bytes) => {
    const whole = assembler.handleMessage(String(bytes));
    if (whole && 'data' in whole) for (const listener of onMessage) listener(whole.data);
  });
  return adapter;
}

/** A screen of sixty frames a second for a process that has none. */
function animateWithoutScreen(): void {
  const frame = 1000 / 60;
  globalThis.requestAnimationFrame ??= (draw) =>
    Number(setTimeout(() => draw(performance.now()), frame));
  globalThis.cancelAnimationFrame ??= (handle) => clearTimeout(handle);
}
