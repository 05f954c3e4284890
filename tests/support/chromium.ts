import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Path of a Chromium on this machine: the one that `CHROMIUM` names, a system package, or Playwright's own. */
export function findChromium(): string | undefined {
  const candidates = [process.env.CHROMIUM, ...USUAL, chromium.executablePath()];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path));
}

/** A Chromium, installed first when the machine has none: Debian's package as root, else Playwright's download. */
export function provideChromium(): string {
  const found = findChromium();
  if (found) return found;
  const run = (command: string, ...args: readonly string[]) =>
    execFileSync(command, args, { stdio: 'inherit' });
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    run('apt-get', 'update');
    run('apt-get', 'install', '--yes', '--no-install-recommends', 'chromium');
  } else {
    run('npx', 'playwright-core', 'install', 'chromium');
  }
  const installed = findChromium();
  if (!installed) {
    throw new Error(
      'No Chromium was found and none could be installed. Install one, or set CHROMIUM to its path.',
    );
  }
  return installed;
}
