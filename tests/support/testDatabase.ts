import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { inject } from 'vitest';
import type { Database } from '@/db/database';
import { MIGRATIONS } from '@/db/open/migrations';
import { openPglite } from '@/db/open/openPglite';
import { openPostgres } from '@/db/open/openPostgres';
import { newId } from '@/lib/ids';

/** Whether these tests run on a Postgres server; else they run on the embedded database. */
export const ON_POSTGRES = process.env.TEST_DATABASE === 'postgres';

/** A database with all tables and nothing in them, for one test file. */
export async function openTestDatabase(): Promise<Database> {
  return ON_POSTGRES
    ? openPostgres({ url: await copyOfTemplate() })
    : openPglite({ template: await pgliteTemplate() });
}

/** Address of a fresh database on the server. */
export async function copyOfTemplate(): Promise<string> {
  const template = new URL(inject('postgresUrl'));
  const name = `test_${newId()}`;
  const admin = new Client({ connectionString: new URL('/postgres', template).href });
  await admin.connect();
  try {
    await admin.query(`CREATE DATABASE ${name} TEMPLATE ${template.pathname.slice(1)}`);
  } finally {
    await admin.end();
  }
  return new URL(`/${name}`, template).href;
}

/** A dumped data folder with all migrations; making one anew takes seconds, so it is kept. */
export async function pgliteTemplate(): Promise<Blob> {
  const folder = path.join(process.cwd(), 'node_modules', '.cache', 'layerboard');
  const file = path.join(folder, `pglite-${stateOfMigrations()}.tar`);
  if (!existsSync(file)) {
    const [{ PGlite }, { drizzle }, { migrate }] = await Promise.all([
      import('@electric-sql/pglite'),
      import('drizzle-orm/pglite'),
      import('drizzle-orm/pglite/migrator'),
    ]);
    const lite = await PGlite.create();
    await migrate(drizzle(lite), { migrationsFolder: MIGRATIONS });
    const dump = await lite.dumpDataDir('none');
    await lite.close();
    mkdirSync(folder, { recursive: true });
    const unfinished = `${file}.${newId()}`;
    writeFileSync(unfinished, Buffer.from(await dump.arrayBuffer()));
    renameSync(unfinished, file);
  }
  return new Blob([readFileSync(file)]);
}

/** Hash of the migrations and of the version of the embedded database. */
function stateOfMigrations(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(MIGRATIONS)
    .filter((each) => each.endsWith('.sql'))
    .sort()) {
    hash.update(name).update(readFileSync(path.join(MIGRATIONS, name)));
  }
  hash.update(readFileSync('node_modules/@electric-sql/pglite/package.json'));
  return hash.digest('hex').slice(0, 16);
}
