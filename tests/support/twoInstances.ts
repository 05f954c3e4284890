import { onTestFinished } from 'vitest';
import type { Database } from '@/db/database';
import { openPostgres } from '@/db/open/openPostgres';
import { type Cast, makeCast } from './cast';
import { copyOfTemplate } from './testDatabase';
import { startTestServer, type TestServer } from './testServer';

export interface Instance {
  readonly database: Database;
  readonly server: TestServer;
}

/** Two servers on one database, which go with the test, and the people of the first one. */
export async function twoInstances(
  redisUrl?: string,
): Promise<{ readonly one: Instance; readonly two: Instance; readonly cast: Cast }> {
  const url = await copyOfTemplate();
  const start = async (): Promise<Instance> => {
    const database = await openPostgres({ url, redisUrl });
    const server = await startTestServer(database);
    onTestFinished(async () => {
      await server.close();
      await database.close();
    });
    return { database, server };
  };
  const [one, two] = [await start(), await start()];
  return { one, two, cast: await makeCast(one.database, one.server.url) };
}
