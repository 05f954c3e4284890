import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endProcess } from '@/tests/support/endProcess';
import { freePort } from '@/tests/support/freePort';
import { launchApp } from '@/tests/support/launchApp';
import { copyOfTemplate, ON_POSTGRES } from '@/tests/support/testDatabase';

/** The built app in a process of its own, on the database that the suite is run against. */
export interface App {
  readonly url: string;
  /** Ends the process at once, as a crash does. */
  kill(): Promise<void>;
  /** Starts it again on the same data and port. */
  start(): Promise<void>;
  /** Ends the process and throws its data away. */
  dispose(): Promise<void>;
}

/** Starts the app on a free port with an empty database. */
export async function startApp(): Promise<App> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'layerboard-e2e-'));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...(ON_POSTGRES ? { DATABASE_URL: await copyOfTemplate() } : {}),
    NODE_ENV: 'production',
    PORT: `${port}`,
    LAYERBOARD_DATA: folder,
    LAYERBOARD_RATE_LIMIT: 'off',
  };
  let running = await launchApp(env);
  return {
    url: `http://localhost:${port}`,
    kill: () => endProcess(running, 'SIGKILL'),
    start: async () => {
      running = await launchApp(env);
    },
    dispose: async () => {
      await endProcess(running, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
