import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migratePostgres } from '@/db/open/openPostgres';
import { freePort } from './freePort';
import { postgresBinaries } from './postgresBinaries';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server, with the database that every test database is a copy of. */
    readonly postgresUrl: string;
  }
}

/** Database with all migrations, from which each test file gets a copy. */
const TEMPLATE = 'layerboard_template';
const START_TIMEOUT = 30_000;

/** A server of our own for the tests: in a temporary folder, on a free port, stopped and removed afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
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
  const server = startServer(path.join(binaries, 'postgres'), data, port, owner);
  const address = `postgres://layerboard@127.0.0.1:${port}`;
  try {
    await answers(`${address}/postgres`, server);
    await makeTemplate(address);
  } catch (error) {
    await stopServer(server, folder);
    throw error;
  }
  project.provide('postgresUrl', `${address}/${TEMPLATE}`);
  return () => stopServer(server, folder);
}

function startServer(
  program: string,
  data: string,
  port: number,
  owner: Owner | undefined,
): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    // The server of a test never loses power.
    fsync: 'off',
    full_page_writes: 'off',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return spawn(program, ['-D', data, '-p', String(port), ...flags], {
    stdio: 'ignore',
    cwd: path.dirname(data),
    ...owner,
  });
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
        throw new Error('The Postgres server for the tests did not start.', { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function makeTemplate(address: string): Promise<void> {
  const admin = new Client({ connectionString: `${address}/postgres` });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await admin.end();
  await migratePostgres(`${address}/${TEMPLATE}`);
}

async function stopServer(server: ChildProcess, folder: string): Promise<void> {
  if (server.exitCode === null) {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}
