import type { Member } from './job';
import type { Options } from './options';
import type { OurServer } from './ourServer';
import { printRuns } from './printRuns';
import { type Run, runJob } from './runJob';

const WARMUP = 2;

/** One way of using our server, of several that take turns. */
export interface Way {
  readonly name: string;
  /** Writes of each writer in a second. */
  readonly rate: number;
  readonly seconds: number;
  /** Makes the documents of a run, and says who is in them. */
  members(): Promise<readonly Member[]>;
}

/** Plays ways of using our server in turns, prints the medians of each, and returns all runs. */
export async function playOurs(
  server: OurServer,
  ways: readonly Way[],
  { rounds, processes }: Options,
): Promise<ReadonlyMap<string, readonly Run[]>> {
  const runs = new Map(ways.map(({ name }): [string, Run[]] => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, rate, seconds, members } of ways) {
      const job = {
        peer: 'ours',
        members: await members(),
        rate,
        warmup: WARMUP,
        seconds,
      } as const;
      runs.get(name)?.push(await runJob(job, processes, server.processes));
    }
  }
  printRuns(runs);
  return runs;
}
