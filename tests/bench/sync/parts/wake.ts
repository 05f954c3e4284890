import type { Database } from '@/db/database';
import { openPostgres } from '@/db/open/openPostgres';
import { makePusher } from '@/tests/support/push';
import { addNode, seedDesign, seedProject, seedUser } from '@/tests/support/seed';
import { printTable, quantile } from '../../measure';
import { now } from '../clock';
import type { Options } from '../options';
import { startOurs } from '../ourServer';

const SECONDS = 5;
const WRITERS = 32;

/** What it costs to tell other instances: writers who write as fast as they are answered, with the telling and without. */
export async function wake(options: Options): Promise<void> {
  const { seconds = SECONDS, rounds } = options;
  console.log(
    `\n${WRITERS} writers as fast as they are answered, telling other instances or not\n`,
  );
  const server = await startOurs();
  const database = await openPostgres({ url: server.databaseUrl });
  const silent: Database = { ...database, wake: { ...database.wake, wakeOthers: () => {} } };
  try {
    const rows = [['operations a second', 'told', 'not told', 'difference']];
    for (const [name, designs] of [
      ['one design', 1],
      [`${WRITERS} designs`, WRITERS],
    ] as const) {
      const told: number[] = [];
      const untold: number[] = [];
      for (let round = 0; round < rounds; round++) {
        told.push(await writeAll(database, designs, seconds));
        untold.push(await writeAll(silent, designs, seconds));
      }
      const [on, off] = [quantile(0.5, told), quantile(0.5, untold)];
      const difference = `${(100 * (1 - on / off)).toFixed(1)} %`;
      rows.push([name, on.toFixed(0), off.toFixed(0), difference]);
    }
    printTable(rows);
  } finally {
    await database.close();
    await server.stop();
  }
}

/** Operations a second over all writers. */
async function writeAll(database: Database, designs: number, seconds: number): Promise<number> {
  const user = await seedUser(database);
  const project = await seedProject(database, user);
  const ids: string[] = [];
  for (let count = 0; count < designs; count++) {
    ids.push((await seedDesign(database, user, project)).id);
  }
  const end = now() + seconds * 1000;
  const counts = await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      const { push } = makePusher(database, ids[writer % designs] ?? '', user.id);
      let count = 0;
      for (; now() < end; count++) await push(addNode(`n${writer}-${count}`));
      return count;
    }),
  );
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}
