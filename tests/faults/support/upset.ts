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

/** Changes a setting of the database, and makes the instances connect anew, under it. */
export async function alterDatabase(server: Server, change: string): Promise<void> {
  await administer(server, `ALTER DATABASE ${DATABASE} ${change}`);
  await terminate(server);
}

/** Does something to the database while nobody is connected to it. */
export async function whileAlone(server: Server, ...statements: readonly string[]): Promise<void> {
  server.line.set({ open: false });
  server.line.reset();
  await terminate(server);
  for (const statement of statements) await administer(server, statement);
  server.line.set({});
}
