import { type App, startApp } from '@/tests/e2e/support/app';
import { runSql } from '@/tests/support/runSql';
import { type PostgresServer, startPostgres } from '@/tests/support/startPostgres';
import { startTcpProxy, type TcpProxy } from '@/tests/support/tcpProxy';
import { ON_POSTGRES } from '@/tests/support/testDatabase';

/** Name of the database that the instances share. */
export const DATABASE = 'layerboard';

/** A running deployment: instances of the built app, and the database under them. */
export interface Stage {
  /** One on the embedded database, two on a server. */
  readonly instances: readonly [App, ...App[]];
  /** The server and the line between it and the instances; undefined on the embedded database. */
  readonly server: { readonly postgres: PostgresServer; readonly line: TcpProxy } | undefined;
  dispose(): Promise<void>;
}

/** Starts a deployment with an empty database. */
export async function startStage(): Promise<Stage> {
  if (!ON_POSTGRES) {
    const app = await startApp();
    return { instances: [app], server: undefined, dispose: () => app.dispose() };
  }
  const postgres = await startPostgres({ durable: true });
  const line = await startTcpProxy(postgres.port);
  await runSql(`${postgres.address}/postgres`, `CREATE DATABASE ${DATABASE}`);
  const address = postgres.address.replace(`:${postgres.port}`, `:${line.port}`);
  const url = `${address}/${DATABASE}`;
  const instances = [await startApp(url), await startApp(url)] as const;
  return {
    instances,
    server: { postgres, line },
    async dispose() {
      for (const instance of instances) await instance.dispose();
      await line.close();
      await postgres.stop();
    },
  };
}
