import { Client } from 'pg';

/** Runs one statement on a Postgres server as its owner; returns the rows. */
export async function runSql(url: string, statement: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
