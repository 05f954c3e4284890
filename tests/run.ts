import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { provideChromium } from './support/chromium';

/**
 * Runs every test there is: lint, types, unit tests, integration tests on both databases, a build,
 * and the fault tests and the browser tests on both databases. Ends with a line `N passed, N failed`.
 */
const results = mkdtempSync(path.join(tmpdir(), 'layerboard-tests-'));
let passed = 0;
let failed = 0;

/** A step that passes or fails as a whole. */
function step(title: string, command: string, ...args: readonly string[]): boolean {
  console.log(`\n== ${title}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  const ok = status === 0;
  if (ok) passed++;
  else failed++;
  return ok;
}

/** A suite of tests, each counted. A suite that breaks before it counts anything is one failure. */
function suite(project: string): void {
  console.log(`\n== tests: ${project}`);
  const report = path.join(results, `${project}.json`);
  const { status } = spawnSync(
    'npx',
    [
      ...['vitest', 'run', '--config', 'tests/vitest.config.ts', '--project', project],
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ],
    { stdio: 'inherit' },
  );
  const counted = readCounts(report);
  passed += counted.passed;
  failed += counted.failed;
  if (status !== 0 && counted.failed === 0) failed++;
}

function readCounts(report: string): { readonly passed: number; readonly failed: number } {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests };
  } catch {
    return { passed: 0, failed: 0 };
  }
}

step('lint', 'npm', 'run', '--silent', 'lint');
step('types', 'npm', 'run', '--silent', 'types');
suite('unit');
suite('pglite');
suite('postgres');
if (step('build', 'npm', 'run', '--silent', 'build')) {
  suite('faults-pglite');
  suite('faults-postgres');
  provideChromium();
  suite('e2e-pglite');
  suite('e2e-postgres');
}
rmSync(results, { recursive: true, force: true });
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
