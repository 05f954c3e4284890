import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The program of a Redis server; undefined where there is none and none can be installed. */
    readonly redisProgram: string | undefined;
  }
}

const NAMES = ['redis-server', 'valkey-server'];
const FOLDERS = ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'];

/**
 * Sees that there is a Redis server for the tests: the one that `REDIS_SERVER` names, one of the
 * machine, else Debian's package, installed first when that is possible. Where it is possible and
 * fails, the tests fail.
 */
export default function setup(project: TestProject): void {
  const program = findRedis() ?? installRedis();
  if (!program) {
    console.warn(
      'There is no Redis server, and none can be installed without root and apt-get: the tests that need one are left out. Install redis-server, or set REDIS_SERVER to its path.',
    );
  }
  project.provide('redisProgram', program);
}

function findRedis(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...FOLDERS];
  const candidates = folders.flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  return [process.env.REDIS_SERVER ?? '', ...candidates].find(
    (each) => each !== '' && existsSync(each),
  );
}

function installRedis(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  const run = (...args: readonly string[]) =>
    execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], { stdio: 'inherit' });
  run('update');
  run('install', '--yes', '--no-install-recommends', 'redis-server');
  const program = findRedis();
  if (!program) throw new Error('apt-get has installed redis-server, and yet it is not found.');
  return program;
}
