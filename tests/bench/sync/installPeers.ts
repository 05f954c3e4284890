import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const FOLDER = import.meta.dirname;

/** Installs what this bench is run beside, unless it is there in the versions that its package file names. */
export function installPeers(): void {
  const { dependencies }: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(path.join(FOLDER, 'package.json'), 'utf8'),
  );
  const missing = Object.entries(dependencies).filter(
    ([name, version]) => installed(name) !== version,
  );
  if (missing.length === 0) return;
  const names = missing.map(([name, version]) => `${name} ${version}`).join(', ');
  console.log(`Installing what collaboration is measured beside, into tests/bench/sync: ${names}.`);
  try {
    execFileSync('npm', ['ci', '--prefix', FOLDER, '--ignore-scripts', '--no-audit', '--no-fund'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } catch (error) {
    throw new Error(
      'They could not be installed. Run `npm ci --prefix tests/bench/sync` where there is a network, or leave them out with `--only ours`.',
      { cause: error },
    );
  }
}

function installed(name: string): string | undefined {
  const file = path.join(FOLDER, 'node_modules', name, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
}
