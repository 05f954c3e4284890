import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyOfTemplate, ON_POSTGRES } from '@/tests/support/testDatabase';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const START_TIMEOUT = 120_000;

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
  let running = await launch(env);
  return {
    url: `http://localhost:${port}`,
    kill: () => end(running, 'SIGKILL'),
    start: async () => {
      running = await launch(env);
    },
    dispose: async () => {
      await end(running, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Runs the server until it says that it is ready. */
function launch(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['server.mjs'], { cwd: ROOT, env, stdio: 'pipe' });
  let output = '';
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The app was not ready in time. It said:\n${output}`));
    }, START_TIMEOUT);
    const read = (chunk: Buffer) => {
      output += chunk;
      if (!output.includes('is ready at')) return;
      clearTimeout(timer);
      resolve(child);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The app ended with code ${code} before it was ready. It said:\n${output}`));
    });
  });
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
