import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { must } from '@/lib/invariant';
import { endProcess } from '@/tests/support/endProcess';
import { freePort } from '@/tests/support/freePort';
import type { PeerName } from './peers';

/** A server that is measured. */
export interface RunningServer {
  /** Processes that serve, to be watched; the first one is the server's own, then its database. */
  readonly processes: readonly number[];
  /** Opens a document for clients, each of which owns one key. Returns where each finds it. */
  readonly open: (
    clients: number,
  ) => Promise<
    readonly { readonly url: string; readonly room: string; readonly cookie?: string }[]
  >;
  stop(): Promise<void>;
}

/** Starts the server of a peer in a process of its own. Every run gets a document of its own there. */
export async function startPeer(name: PeerName): Promise<RunningServer> {
  const port = await freePort();
  const script = path.join(import.meta.dirname, 'serve.ts');
  const server = fork(script, [name, `${port}`], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  await once(server, 'message');
  let rooms = 0;
  return {
    processes: [must(server.pid, 'the number of the process')],
    async open(clients) {
      const room = `room${rooms++}`;
      return Array.from({ length: clients }, () => ({ url: `http://127.0.0.1:${port}`, room }));
    },
    stop: () => endProcess(server, 'SIGKILL'),
  };
}
