import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { must } from '@/lib/invariant';
import { freePort } from './freePort';
import { postgresBinaries } from './postgresBinaries';

const START_TIMEOUT = 30_000;

/** A Postgres server of our own: in a temporary folder, on a free port. */
export interface PostgresServer {
  /** Address without the name of a database. */
  readonly address: string;
  readonly port: number;
  /** Its first process. */
  readonly pid: number;
  /** Ends it and keeps its data: `SIGINT` in good order, `SIGQUIT` at once, `SIGKILL` as a power cut does. */
  halt(signal: 'SIGINT' | 'SIGQUIT' | 'SIGKILL'): Promise<void>;
  /** Starts it again after a halt, and waits until it lets people in. */
  start(): Promise<void>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts one. `durable` keeps what Postgres does so that nothing is lost with the power: for a
 * bench. A test never loses power, and is quicker without.
 */
export async function startPostgres({
  durable,
}: {
  readonly durable: boolean;
}): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerboard-postgres-'));
  const binaries = await postgresBinaries();
  const owner = ownerOfServer();
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const data = path.join(folder, 'data');
  execFileSync(
    path.join(binaries, 'initdb'),
    [
      '--pgdata',
      data,
      '--username',
      'layerboard',
      '--auth',
      'trust',
      '--encoding',
      'UTF8',
      '--no-sync',
    ],
    { stdio: ['ignore', 'ignore', 'inherit'], cwd: folder, ...owner },
  );
  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const address = `postgres://layerboard@127.0.0.1:${port}`;
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT;
    do {
      // A group of its own, so that a halt can take all of its processes at once.
      server = spawn(path.join(binaries, 'postgres'), ['-D', data, '-p', String(port), ...flags], {
        stdio: 'ignore',
        cwd: folder,
        detached: true,
        ...owner,
      });
      if (await answers(`${address}/postgres`, server, deadline)) return;
      // What a killed server has left of its memory may be in the way for a moment.
    } while (Date.now() < deadline);
    throw new Error('The Postgres server did not start.');
  }

  async function halt(signal: NodeJS.Signals): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server?.once('exit', resolve));
    if (signal === 'SIGKILL') process.kill(-must(server.pid, 'the group'), signal);
    else server.kill(signal);
    await ended;
  }

  async function stop(): Promise<void> {
    await halt('SIGINT');
    rmSync(folder, { recursive: true, force: true });
  }

  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    address,
    port,
    get pid() {
      return must(server?.pid, 'the number of the process');
    },
    halt,
    start,
    stop,
  };
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** Postgres refuses to run as root: then it runs as the user that its package made, or as nobody. */
function ownerOfServer(): Owner | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: 'pipe' }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // There is no such user; the next one is tried.
    }
  }
  throw new Error(
    'Postgres does not run as root, and there is no user postgres or nobody to run it as.',
  );
}

/** Waits until a server lets somebody in; false when it ends instead. */
async function answers(url: string, server: ChildProcess, deadline: number): Promise<boolean> {
  for (;;) {
    const client = new Client({ connectionString: url });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      if (server.exitCode !== null || Date.now() > deadline) return false;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
