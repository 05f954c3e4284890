import { cpSync, rmSync } from 'node:fs';
import { DATABASE, type Stage } from './stage';
import { whileAlone } from './upset';

/** Takes a backup of the database; the result puts it in the place of the database, as it was then. */
export async function backUp({ instances, server }: Stage): Promise<() => Promise<void>> {
  if (server) {
    await whileAlone(server, `CREATE DATABASE backup TEMPLATE ${DATABASE}`);
    return () =>
      whileAlone(
        server,
        `DROP DATABASE ${DATABASE}`,
        `ALTER DATABASE backup RENAME TO ${DATABASE}`,
      );
  }
  const [app] = instances;
  const copy = `${app.folder}.backup`;
  await app.stop();
  cpSync(app.folder, copy, { recursive: true });
  await app.start();
  return async () => {
    await app.kill();
    rmSync(app.folder, { recursive: true });
    cpSync(copy, app.folder, { recursive: true });
    rmSync(copy, { recursive: true });
    await app.start();
  };
}
