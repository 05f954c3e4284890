import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const START_TIMEOUT = 120_000;

/** Runs the built app in a process of its own, until it says that it is ready. `flags` are for Node. */
export function launchApp(
  env: NodeJS.ProcessEnv,
  flags: readonly string[] = [],
): Promise<ChildProcess> {
  const child = spawn(process.execPath, [...flags, 'server.mjs'], {
    cwd: ROOT,
    env,
    stdio: 'pipe',
  });
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
