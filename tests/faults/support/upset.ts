import { runSql } from '@/tests/support/runSql';
import { DATABASE, type Stage } from './stage';

type Server = NonNullable<Stage['server']>;

/** Connections of the instances that carry messages between them. */
export const CARRIERS = "application_name = 'layerboard-carrier'";
/** All other connections of the instances. */
export const WRITERS = "application_name = 'layerboard'";

/** Runs a statement beside the database of the instances. */
function administer({ postgres }: Server, statement: string): Promise<readonly unknown[]> {
  return runSql(`${postgres.address}/postgres`, statement);
}

/** Ends connections to the database, as far as `which` says. */
export async function terminate(server: Server, which = 'true'): Promise<void> {
  await administer(
    server,
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${DATABASE}' AND ${which}`,
  );
}

/** Cancels what the writers wait for, with the code that a statement gets which runs out of time. */
export async function cancelStatements(server: Server): Promise<void> {
  await administer(
    server,
    `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = '${DATABASE}' AND state = 'active' AND ${WRITERS}`,
  );
}

/** Changes a setting of the database, and makes the instances connect anew, under it. */
export async function alterDatabase(server: Server, change: string): Promise<void> {
  await administer(server, `ALTER DATABASE ${DATABASE} ${change}`);
  await terminate(server);
}

/**
 * Lets the disk of the database be full, as far as whoever writes to the log can tell: it gets the code of Postgres for that, from
 * within its statement, which is rolled back; what is there can be read.
 */
export async function fillDisk(server: Server, full: boolean): Promise<void> {
  const url = `${server.postgres.address}/${DATABASE}`;
  await runSql(
    url,
    full
      ? `CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
           RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
         END $$;
         CREATE TRIGGER no_space AFTER INSERT ON operations EXECUTE FUNCTION no_space()`
      : 'DROP FUNCTION no_space CASCADE',
  );
}

/** Does something to the database while nobody is connected to it. */
export async function whileAlone(server: Server, ...statements: readonly string[]): Promise<void> {
  server.line.set({ open: false });
  server.line.reset();
  await terminate(server);
  for (const statement of statements) await administer(server, statement);
  server.line.set({});
}
