import { mkdirSync } from 'node:fs';
import type { Database } from '../database';
import { schema } from '../schema/schema';
import { noCarrier } from '../wake/carrier';
import { furnish } from './furnish';
import { lockFolder } from './lockFolder';
import { MIGRATIONS } from './migrations';

export interface EmbeddedOptions {
  /** Folder of the data; taken for this process alone. In memory when left out. */
  readonly folder?: string | undefined;
  /** A dumped data folder to begin with, which saves the time to make one. */
  readonly template?: Blob | undefined;
}

/** Opens Postgres inside this process. */
export async function openPglite({ folder, template }: EmbeddedOptions): Promise<Database> {
  const [{ PGlite }, { drizzle }, { migrate }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('drizzle-orm/pglite'),
    import('drizzle-orm/pglite/migrator'),
  ]);
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const unlock = folder === undefined ? () => {} : await lockFolder(folder);
  try {
    const lite = await PGlite.create({
      ...(folder !== undefined && { dataDir: folder }),
      ...(template && { loadDataDir: template }),
    });
    const db = drizzle(lite, { schema, casing: 'snake_case' });
    await migrate(db, { migrationsFolder: MIGRATIONS });
    return furnish({
      kind: 'pglite',
      db,
      carrier: noCarrier,
      async close() {
        await lite.close();
        unlock();
      },
    });
  } catch (error) {
    unlock();
    throw error;
  }
}
