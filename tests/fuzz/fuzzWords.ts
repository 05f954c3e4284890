import type { FuzzFailure } from '../support/fuzz/fuzzRun';
import type { FuzzArguments } from './fuzzArguments';
import type { FuzzTally } from './fuzzMany';

/** What a long run is about to do. */
export function openingWords({
  seeds,
  from,
  people,
  steps,
  database,
  instances,
}: FuzzArguments): string {
  const where = database === 'memory' ? 'in memory' : `on ${database}, ${instances} instances`;
  const who = people === undefined ? '2 to 5 people' : `${people} people`;
  return `Seeds ${from} to ${from + seeds - 1}, ${steps} operations each, ${who}, ${where}.`;
}

/** A failure with the command that repeats it and the line that pins it. */
export function failureWords(failure: FuzzFailure, asked: FuzzArguments): string {
  const { seed, people } = failure.fuzzCase;
  const again = [
    ...['npm run fuzz --', `--seeds 1 --from ${seed} --steps ${asked.steps}`],
    ...(asked.people === undefined ? [] : [`--people ${people}`]),
    ...(asked.database === 'memory' ? [] : [`--database ${asked.database}`]),
    ...(asked.database === 'memory' ? [] : [`--instances ${asked.instances}`]),
  ];
  const pinned = asked.people === undefined ? '' : ` people: ${people},`;
  return [
    failure.message,
    `To repeat it: ${again.join(' ')}`,
    `To pin it: { name: '…', seed: ${seed},${pinned} operations: ${asked.steps} } in tests/lib/document/pinnedSeeds.ts`,
  ].join('\n');
}

/** What a long run came to. */
export function closingWords(
  { runs, operations, happenings, failures }: FuzzTally,
  { seeds }: FuzzArguments,
  seconds: number,
): string {
  const counts = [...happenings.counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const width = Math.max(0, ...counts.map(([name]) => name.length));
  const failed = failures.map(({ fuzzCase }) => fuzzCase.seed);
  return [
    ...counts.map(([name, count]) => `  ${name.padEnd(width)}  ${thousands(count)}`),
    `${thousands(runs)} of ${thousands(seeds)} seeds, ${thousands(operations)} operations in ${seconds.toFixed(0)} s.`,
    failed.length === 0
      ? 'Everything held at every step.'
      : `${failed.length} failed: ${failed.join(', ')}.`,
  ].join('\n');
}

export function thousands(value: number): string {
  return value.toLocaleString('en-US');
}
