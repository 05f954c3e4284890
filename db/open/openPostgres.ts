import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, Pool } from 'pg';
import { AppError } from '@/lib/errors';
import type { Database, Db } from '../database';
import { sharedSecret } from '../queries/secrets/sharedSecret';
import { report } from '../report';
import { schema } from '../schema/schema';
import type { Carrier } from '../wake/carrier';
import { postgresCarrier } from '../wake/postgresCarrier';
import { redisCarrier } from '../wake/redisCarrier';
import { furnish } from './furnish';
import { MIGRATIONS } from './migrations';

/** Any number that nobody else uses for an advisory lock. */
const MIGRATION_LOCK = 718_203_441;
const STATEMENT_TIMEOUT = 20_000;

export interface PostgresOptions {
  readonly url: string;
  /** Most connections of this process, beside the one that carries messages. */
  readonly connections?: number | undefined;
  /** A Redis that carries messages between the instances, in place of NOTIFY. */
  readonly redisUrl?: string | undefined;
}

/** Opens a database on a Postgres server, which any number of instances may share. */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  const { url, connections = 10, redisUrl } = options;
  await migratePostgres(url);
  const pool = new Pool({
    connectionString: url,
    max: connections,
    application_name: 'layerboard',
    statement_timeout: STATEMENT_TIMEOUT,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT,
    connectionTimeoutMillis: 10_000,
  });
  const db = drizzle(pool, { schema, casing: 'snake_case' });
  const carrier = await openCarrier(db, url, redisUrl).catch(async (error) => {
    await pool.end();
    throw error;
  });
  const database = furnish({
    kind: 'postgres',
    db,
    carrier,
    async close() {
      await carrier.close();
      await pool.end();
    },
  });
  // Whoever answers next may have been restored from a backup: what is in memory may never have been.
  const forget = () => {
    database.documents.clear();
    database.feeds.forget();
  };
  pool.on('error', (error) => {
    forget();
    report('An idle connection to the database was lost.', error);
  });
  carrier.onGap(forget);
  return database;
}

async function openCarrier(db: Db, url: string, redisUrl: string | undefined): Promise<Carrier> {
  if (redisUrl === undefined) return postgresCarrier(url);
  return redisCarrier({ url: redisUrl, secret: await sharedSecret(db, 'carrier') });
}

/** Brings the tables up to date; instances that start together wait for one another. */
export async function migratePostgres(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', (error) => report('The connection for the migrations was lost.', error));
  await client.connect().catch((cause: Error) => {
    const { host, port } = client;
    throw new AppError(
      'UNAVAILABLE',
      `The database at ${host}:${port}, which DATABASE_URL names, does not let us in: ${cause.message || 'no answer'}.`,
      { cause },
    );
  });
  try {
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS });
  } finally {
    await client.end();
  }
}
