import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migratePostgres } from '@/db/open/openPostgres';
import { startPostgres } from './startPostgres';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server, with the database that every test database is a copy of. */
    readonly postgresUrl: string;
  }
}

/** Database with all migrations, from which each test file gets a copy. */
const TEMPLATE = 'layerboard_template';

/** A server of our own for the tests, stopped and removed afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres({ durable: false });
  try {
    await makeTemplate(server.address);
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('postgresUrl', `${server.address}/${TEMPLATE}`);
  return () => server.stop();
}

async function makeTemplate(address: string): Promise<void> {
  const admin = new Client({ connectionString: `${address}/postgres` });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await admin.end();
  await migratePostgres(`${address}/${TEMPLATE}`);
}
