import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll } from 'vitest';
import type { Database } from '@/db/database';
import { type Cast, makeCast } from './cast';
import { openTestDatabase } from './testDatabase';
import { startTestServer, type TestServer, type TestServerSettings } from './testServer';

const START_MILLISECONDS = 120_000;

export interface Served {
  readonly database: Database;
  readonly server: TestServer;
}

/** A server on a database of its own, for the tests of one file; await it at the top of the file. Both close after the last test. */
export async function served(settings?: TestServerSettings): Promise<Served> {
  const database = await inTime('The database', openTestDatabase());
  afterAll(() => database.close());
  const server = await inTime('The server', startTestServer(database, settings));
  afterAll(() => server.close());
  return { database, server };
}

/** What a file awaits at its top knows no time limit of its own. */
async function inTime<T>(what: string, starting: Promise<T>): Promise<T> {
  const late = new AbortController();
  const limit = sleep(START_MILLISECONDS, undefined, { signal: late.signal, ref: false }).then(
    () => {
      throw new Error(`${what} did not start within ${START_MILLISECONDS / 1000} s.`);
    },
  );
  try {
    return await Promise.race([starting, limit]);
  } finally {
    limit.catch(() => {});
    late.abort();
  }
}

/** The same with everybody who may stand in some relation to a project; they hang up after the last test. */
export async function servedCast(
  settings?: TestServerSettings,
): Promise<Served & { readonly cast: Cast }> {
  const { database, server } = await served(settings);
  const cast = await makeCast(database, server.url);
  afterAll(async () => {
    await Promise.all(Object.values(cast.people).map((person) => person.hangUp()));
  });
  return { database, server, cast };
}
