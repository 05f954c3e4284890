import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import type { Database } from '@/db/database';
import { openPglite } from '@/db/open/openPglite';
import { openPostgres } from '@/db/open/openPostgres';
import { must } from '@/lib/invariant';
import { makeDesign, makeProject } from '@/tests/support/cast';
import { startPostgres } from '@/tests/support/startPostgres';
import { guest } from '@/tests/support/testClient';
import { startTestServer } from '@/tests/support/testServer';
import { designWithPast, type Past } from './history/designWithPast';
import { WAYS } from './history/ways';
import { machine, printTable, quantile } from './measure';

/**
 * Whether a long past makes a design slow: opening it, catching up, looking back, copying and
 * restoring, in designs that are alike but for the length of their log. On both databases, over HTTP
 * without Next around it; what the process keeps in memory of the document is dropped before it is opened.
 */
export async function historyBench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      operations: { type: 'string', default: '0,1000,10000,100000' },
      rounds: { type: 'string', default: '11' },
      only: { type: 'string', default: 'pglite,postgres' },
    },
  });
  const lengths = values.operations.split(',').map(Number);
  const rounds = Number(values.rounds);
  const databases = values.only.split(',');
  console.log(`\nDesigns with a long past (${machine()})`);
  if (databases.includes('pglite')) await onPglite((database) => bench(database, lengths, rounds));
  if (databases.includes('postgres')) {
    await onPostgres((database) => bench(database, lengths, rounds));
  }
}

async function onPglite(run: (database: Database) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'layerboard-bench-'));
  const database = await openPglite({ folder });
  try {
    await run(database);
  } finally {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onPostgres(run: (database: Database) => Promise<void>): Promise<void> {
  const server = await startPostgres({ durable: true });
  try {
    const admin = new Client({ connectionString: `${server.address}/postgres` });
    await admin.connect();
    await admin.query('CREATE DATABASE layerboard_bench');
    await admin.end();
    const database = await openPostgres({ url: `${server.address}/layerboard_bench` });
    await run(database).finally(() => database.close());
  } finally {
    await server.stop();
  }
}

async function bench(
  database: Database,
  lengths: readonly number[],
  rounds: number,
): Promise<void> {
  const server = await startTestServer(database);
  try {
    const person = await guest(server.url);
    const projectId = await makeProject(person);
    const make = (graph: unknown) => makeDesign(person, projectId, graph);
    const pasts: Past[] = [];
    for (const operations of lengths) {
      pasts.push(await designWithPast(database, person.id, make, operations));
    }
    // Connections that lay idle meanwhile are closed by the server, maybe as they are used.
    await person.ask('{ __typename }').catch(() => undefined);
    const layers = must(pasts[0], 'a design').layers.length;
    console.log(`\n${database.kind}, ${layers} layers, medians of ${rounds} rounds in turns, ms\n`);
    const rows = [['operations', ...lengths.map((each) => each.toLocaleString('en')), 'ratio']];
    for (const [name, way] of Object.entries(WAYS)) {
      const times = pasts.map((): number[] => []);
      for (let round = -1; round < rounds; round++) {
        for (const [index, past] of pasts.entries()) {
          const prepared = await way({ database, person, past });
          if (!prepared) continue;
          const start = performance.now();
          await prepared();
          // The first round only makes everything warm.
          if (round >= 0) times[index]?.push(performance.now() - start);
        }
      }
      rows.push([name, ...cellsOf(times.map((each) => quantile(0.5, each)))]);
    }
    printTable(rows);
    console.log(
      '\nThe ratio is of the longest past to the shortest in which there was something to do.',
    );
  } finally {
    await server.close();
  }
}

function cellsOf(medians: readonly number[]): readonly string[] {
  const measured = medians.filter((each) => !Number.isNaN(each));
  const ratio = (measured.at(-1) ?? Number.NaN) / (measured[0] ?? Number.NaN);
  const cells = medians.map((each) => (Number.isNaN(each) ? '–' : each.toFixed(1)));
  return [...cells, Number.isNaN(ratio) ? '–' : ratio.toFixed(2)];
}
