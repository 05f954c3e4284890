import { Client } from 'pg';
import { runSql } from '@/tests/support/runSql';

/** Holds the row of a design in a transaction of its own, so that nobody can change it until it is let go. */
export async function holdDesign(
  url: string,
  designId: string,
): Promise<{ release(): Promise<void> }> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  await client.query('BEGIN');
  await client.query('SELECT id FROM designs WHERE id = $1 FOR UPDATE', [designId]);
  return {
    async release() {
      await client.query('ROLLBACK');
      await client.end();
    },
  };
}

/** How many of the connections to a database wait for a lock. */
export async function waitingForLocks(url: string): Promise<number> {
  const rows = await runSql(
    url,
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows.length;
}
