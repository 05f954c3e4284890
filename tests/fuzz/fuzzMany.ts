import { setImmediate } from 'node:timers/promises';
import { type FuzzCase, FuzzFailure, fuzzRun } from '../support/fuzz/fuzzRun';
import { Happenings } from '../support/fuzz/happenings';
import type { FuzzArguments } from './fuzzArguments';
import type { FuzzGround } from './fuzzGround';

/** After so many failures there is enough to look at. */
const MOST_FAILURES = 10;
const COMPARE_EVERY = 100;

/** How far a long run has come. */
export interface FuzzTally {
  runs: number;
  operations: number;
  readonly happenings: Happenings;
  readonly failures: FuzzFailure[];
}

/** What whoever watches is told. */
export interface FuzzWatch {
  done(tally: FuzzTally): void;
  failed(failure: FuzzFailure): void;
}

/** Draws seed after seed until all are done, `stop` is set, or ten have failed. */
export async function fuzzMany(
  { seeds, from, people, steps }: FuzzArguments,
  ground: FuzzGround,
  watch: FuzzWatch,
  stop: AbortSignal,
): Promise<FuzzTally> {
  const tally: FuzzTally = { runs: 0, operations: 0, happenings: new Happenings(), failures: [] };
  for (let seed = from; seed < from + seeds; seed++) {
    if (stop.aborted || tally.failures.length >= MOST_FAILURES) break;
    await fuzzOne({ seed, people, operations: steps }, ground, watch, tally);
    tally.runs++;
    watch.done(tally);
    // A run in memory waits for nothing: without this, no signal would get through.
    await setImmediate();
  }
  return tally;
}

async function fuzzOne(
  fuzzCase: FuzzCase,
  ground: FuzzGround,
  watch: FuzzWatch,
  tally: FuzzTally,
): Promise<void> {
  try {
    const server = await ground.serverFor(fuzzCase.seed);
    const outcome = await fuzzRun(server, fuzzCase, { compareEvery: COMPARE_EVERY });
    tally.operations += outcome.operations;
    tally.happenings.add(outcome.happenings);
  } catch (error) {
    if (!(error instanceof FuzzFailure)) throw error;
    tally.failures.push(error);
    watch.failed(error);
  }
}
