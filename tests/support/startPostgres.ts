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
  /** Its first process. */
  readonly pid: number;
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
  const server = spawn(
    path.join(binaries, 'postgres'),
    ['-D', data, '-p', String(port), ...flags],
    { stdio: 'ignore', cwd: folder, ...owner },
  );
  const address = `postgres://layerboard@127.0.0.1:${port}`;
  try {
    await answers(`${address}/postgres`, server);
  } catch (error) {
    await stopServer(server, folder);
    throw error;
  }
  return {
    address,
    pid: must(server.pid, 'the number of the process'),
    stop: () => stopServer(server, folder),
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

async function answers(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT;
  for (;;) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (server.exitCode !== null || Date.now() > deadline) {
        throw new Error('The Postgres server did not start.', { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function stopServer(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}
