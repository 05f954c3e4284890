import type { ChildProcess } from 'node:child_process';
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
  readonly port: number;
  /** Folder of the embedded database. */
  readonly folder: string;
  /** What the processes have said since they were ready. */
  output(): string;
  /** Ends the process at once, as a crash does. */
  kill(): Promise<void>;
  /** Tells the process to end in good order, and waits until it has. */
  stop(): Promise<void>;
  /** Halts the process where it is, or lets it go on. */
  halt(halted: boolean): void;
  /** Starts it again on the same data and port. */
  start(): Promise<void>;
  /** Ends the process and throws its data away. */
  dispose(): Promise<void>;
}

/** Starts the app on a free port with an empty database, or on the one that is named. */
export async function startApp(databaseUrl?: string): Promise<App> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'layerboard-e2e-'));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    ...(ON_POSTGRES ? { DATABASE_URL: databaseUrl ?? (await copyOfTemplate()) } : {}),
    NODE_ENV: 'production',
    PORT: `${port}`,
    LAYERBOARD_DATA: folder,
    LAYERBOARD_RATE_LIMIT: 'off',
  };
  let output = '';
  async function launch(): Promise<ChildProcess> {
    const child = await launchApp(env);
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk) => {
        output += chunk;
      });
    return child;
  }
  let running = await launch();
  return {
    url: `http://localhost:${port}`,
    port,
    folder,
    output: () => output,
    kill: () => endProcess(running, 'SIGKILL'),
    stop: () => endProcess(running, 'SIGTERM'),
    halt: (halted) => void running.kill(halted ? 'SIGSTOP' : 'SIGCONT'),
    start: async () => {
      running = await launch();
    },
    dispose: async () => {
      running.kill('SIGCONT');
      await endProcess(running, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
