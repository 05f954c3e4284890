import { afterAll } from 'vitest';
import type { Database } from '@/db/database';
import { type Cast, makeCast } from './cast';
import { openTestDatabase } from './testDatabase';
import { startTestServer, type TestServer, type TestServerSettings } from './testServer';

export interface Served {
  readonly database: Database;
  readonly server: TestServer;
}

/** A server on a database of its own, for the tests of one file; await it at the top of the file. Both close after the last test. */
export async function served(settings?: TestServerSettings): Promise<Served> {
  const database = await openTestDatabase();
  afterAll(() => database.close());
  const server = await startTestServer(database, settings);
  afterAll(() => server.close());
  return { database, server };
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
