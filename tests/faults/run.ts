import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

/**
 * Plays drawn faults on both databases: `npm run faults -- --runs 500 --seed 7`. Each database gets half of
 * the runs. The app has to be built.
 */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } },
});
const runs = Math.ceil(Number(values.runs) / 2);
const env = {
  ...process.env,
  LAYERBOARD_FAULT_RUNS: `${runs}`,
  LAYERBOARD_FAULT_SEED: values.seed,
};
const projects = ['--project', 'faults-pglite', '--project', 'faults-postgres'];
const { status } = spawnSync(
  'npx',
  ['vitest', 'run', '--config', 'tests/vitest.config.ts', ...projects, 'tests/faults/drawn'],
  { stdio: 'inherit', env },
);
process.exitCode = status ?? 1;
