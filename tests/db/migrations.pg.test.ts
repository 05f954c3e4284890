import { readdirSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { getTableConfig, type PgTable } from 'drizzle-orm/pg-core';
import { Client } from 'pg';
import { describe, expect, inject, test } from 'vitest';
import { MIGRATIONS } from '@/db/open/migrations';
import { openPglite } from '@/db/open/openPglite';
import { migratePostgres, openPostgres } from '@/db/open/openPostgres';
import { schema } from '@/db/schema/schema';
import { newId } from '@/lib/ids';
import { ON_POSTGRES, openTestDatabase } from '../support/testDatabase';

const numberOfMigrations = readdirSync(MIGRATIONS).filter((name) => name.endsWith('.sql')).length;

async function emptyDatabase(): Promise<string> {
  const template = new URL(inject('postgresUrl'));
  const name = `empty_${newId()}`;
  const admin = new Client({ connectionString: new URL('/postgres', template).href });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  return new URL(`/${name}`, template).href;
}

describe('migrations', () => {
  test('make every table of the schema in an empty database', async () => {
    const database = ON_POSTGRES
      ? await openPostgres({ url: await emptyDatabase() })
      : await openPglite({});
    try {
      for (const table of Object.values(schema)) {
        const rows = await database.db.select().from(table as PgTable);
        expect([getTableConfig(table).name, rows]).toEqual([getTableConfig(table).name, []]);
      }
    } finally {
      await database.close();
    }
  });

  test('have the foreign keys of a graph and its slots checked at commit', async () => {
    const database = await openTestDatabase();
    try {
      const { rows } = (await database.db.execute(sql`
        select conname from pg_constraint where condeferred order by conname
      `)) as unknown as { rows: readonly { conname: string }[] };
      expect(rows.map(({ conname }) => conname)).toEqual([
        'edges_slot_unique',
        'edges_source_fk',
        'edges_target_fk',
        'nodes_group_fk',
      ]);
    } finally {
      await database.close();
    }
  });

  test.runIf(ON_POSTGRES)('run once when several instances start together', async () => {
    const url = await emptyDatabase();
    await Promise.all([1, 2, 3, 4].map(() => migratePostgres(url)));
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(
      'select count(*)::int as count from drizzle.__drizzle_migrations',
    );
    await client.end();
    expect(rows).toEqual([{ count: numberOfMigrations }]);
  });
});
