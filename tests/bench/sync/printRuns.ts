import { must } from '@/lib/invariant';
import { printTable, quantile } from '../measure';
import type { Run } from './runJob';

const HEAD = [
  ['ms', 'p50', 'p95', 'p99', 'max'],
  ['delivered', 'converged', 'drain', 'ack p50', 'ack p95'],
  ['late p95', 'server CPU', 'database CPU', 'memory'],
].flat();

/** Prints what was run, each line the medians over its rounds. The last process of a server is its database. */
export function printRuns(runs: ReadonlyMap<string, readonly Run[]>): void {
  printTable([HEAD, ...[...runs].map(([name, all]) => [name, ...rowOf(all)])]);
}

/** Milliseconds that a share of the values does not exceed, in the middle run. */
export function middle(
  runs: readonly Run[],
  values: (run: Run) => Float64Array,
  share: number,
): number {
  return quantile(
    0.5,
    runs.map((run) => quantile(share, [...values(run)])),
  );
}

/** Milliseconds for people to read; a dash where nothing was measured. */
export const time = (milliseconds: number): string =>
  Number.isNaN(milliseconds) ? '–' : milliseconds.toFixed(milliseconds < 100 ? 1 : 0);

function rowOf(runs: readonly Run[]): readonly string[] {
  const median = (figure: (run: Run) => number) => quantile(0.5, runs.map(figure));
  const propagation = ({ propagation }: Run) => propagation;
  const acknowledgement = ({ acknowledgement }: Run) => acknowledgement;
  const database = must(runs[0], 'a run').acknowledgement.length > 0;
  const servers = ({ usage }: Run) => (database ? usage.slice(0, -1) : usage);
  const total = (which: 'processor' | 'memory') =>
    median((run) => servers(run).reduce((sum, usage) => sum + usage[which], 0));
  return [
    ...[0.5, 0.95, 0.99].map((share) => time(middle(runs, propagation, share))),
    time(median((run) => run.propagation.reduce((most, each) => Math.max(most, each), 0))),
    percent(100 * median((run) => run.propagation.length / run.expected)),
    runs.every(({ converged }) => converged) ? 'yes' : 'NO',
    time(median(({ drain }) => drain)),
    ...[0.5, 0.95].map((share) => time(middle(runs, acknowledgement, share))),
    time(middle(runs, ({ lateness }) => lateness, 0.95)),
    percent(total('processor')),
    database ? percent(median(({ usage }) => usage.at(-1)?.processor ?? Number.NaN)) : '–',
    `${total('memory').toFixed(0)} MB`,
  ];
}

const percent = (share: number) => (Number.isNaN(share) ? '–' : `${share.toFixed(0)} %`);
