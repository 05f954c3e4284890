import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Database } from '@/db/database';
import { createDocumentCache } from '@/db/documents/documentCache';
import { PushTurns } from '@/db/documents/pushTurns';
import { openPglite } from '@/db/open/openPglite';
import { openPostgres } from '@/db/open/openPostgres';
import { must } from '@/lib/invariant';
import { seeded } from '../support/draw';
import { DatabaseServer, makeWorkplace, type Workplace } from '../support/fuzz/databaseServer';
import type { FuzzServer } from '../support/fuzz/fuzzServer';
import { MemoryServer } from '../support/fuzz/memoryServer';
import { startPostgres } from '../support/startPostgres';
import type { FuzzArguments } from './fuzzArguments';

/** A project holds so many designs, and a run makes up to three. */
const RUNS_PER_WORKPLACE = 300;
/** Most people of a run whose seed says how many. */
const MOST_PEOPLE = 5;

/** What random runs are drawn on. */
export interface FuzzGround {
  serverFor(seed: number): Promise<FuzzServer>;
  close(): Promise<void>;
}

/** Opens it: a database of its own, thrown away at the end. */
export async function openFuzzGround({
  database,
  instances: count,
  people = MOST_PEOPLE,
}: FuzzArguments): Promise<FuzzGround> {
  if (database === 'memory')
    return { serverFor: async () => new MemoryServer(), close: async () => {} };
  const { instances, close } = await (database === 'pglite' ? embedded(count) : onServer(count));
  let runs = 0;
  let workplace: Workplace | undefined;
  return {
    async serverFor(seed) {
      if (runs++ % RUNS_PER_WORKPLACE === 0)
        workplace = await makeWorkplace(must(instances[0], 'an instance'), people);
      return new DatabaseServer(instances, must(workplace, 'the workplace'), seeded(-seed));
    },
    close,
  };
}

interface Opened {
  readonly instances: readonly Database[];
  close(): Promise<void>;
}

/** One embedded database; instances beside the first have documents and turns of their own. */
async function embedded(count: number): Promise<Opened> {
  const first = await openPglite({});
  const others = Array.from({ length: count - 1 }, () => ({
    ...first,
    documents: createDocumentCache(),
    pushes: new PushTurns(),
  }));
  return { instances: [first, ...others], close: () => first.close() };
}

async function onServer(count: number): Promise<Opened> {
  const server = await startPostgres({ durable: false });
  const instances: Database[] = [];
  const url = `${server.address}/postgres`;
  const close = async () => {
    for (const instance of instances) await instance.close();
    await untilAlone(url);
    await server.stop();
  };
  try {
    while (instances.length < count) instances.push(await openPostgres({ url }));
    return { instances, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits until all connections are gone: a pool that has ended still takes leave of the server. */
async function untilAlone(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const others =
    "SELECT count(*)::int AS count FROM pg_stat_activity WHERE application_name = 'layerboard'";
  while ((await client.query<{ count: number }>(others)).rows[0]?.count !== 0) await pause(20);
  await client.end();
}
