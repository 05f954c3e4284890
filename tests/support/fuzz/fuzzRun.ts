import { seeded } from '../draw';
import { smallDesign } from '../smallDesign';
import { CLIENT_RULES, type ClientRules } from './clientRules';
import type { FuzzServer } from './fuzzServer';
import { Happenings } from './happenings';
import { SyncFuzz } from './syncFuzz';

/** What a run follows from. */
export interface FuzzCase {
  readonly seed: number;
  /** Operations that are queued before the lines are mended. */
  readonly operations: number;
  /** People; two to five, as the seed has it, when left out. */
  readonly people?: number | undefined;
}

/** What else there may be. */
export interface FuzzOptions {
  readonly rules?: ClientRules | undefined;
  /** Operations after which all places where a document is kept are compared; only at the end when left out. */
  readonly compareEvery?: number | undefined;
}

/** A run in which something did not hold. */
export class FuzzFailure extends Error {
  override readonly name = 'FuzzFailure';

  constructor(
    readonly fuzzCase: Required<FuzzCase>,
    readonly step: number,
    readonly faults: readonly string[],
    /** What happened last, oldest first. */
    readonly trail: readonly string[],
  ) {
    const { seed, people, operations } = fuzzCase;
    super(
      [
        `Seed ${seed}, ${people} people, ${operations} operations, step ${step}:`,
        ...faults.map((fault) => `  ${fault}`),
        'What happened last:',
        ...trail.map((line) => `  ${line}`),
      ].join('\n'),
    );
  }
}

/** What came of a run in which everything held. */
export interface FuzzOutcome {
  readonly people: number;
  readonly operations: number;
  readonly steps: number;
  readonly happenings: Happenings;
}

/**
 * Lets people draw until they have queued so many operations, mends all lines, and checks all that
 * the protocol promises after every step. Throws a FuzzFailure where something does not hold.
 */
export async function fuzzRun(
  server: FuzzServer,
  { seed, operations, people: wanted }: FuzzCase,
  { rules = CLIENT_RULES, compareEvery = Number.POSITIVE_INFINITY }: FuzzOptions = {},
): Promise<FuzzOutcome> {
  const draw = seeded(seed);
  const drawn = 2 + draw(4);
  const people = wanted ?? drawn;
  const happenings = new Happenings();
  let steps = 0;
  const expectNone = (faults: readonly string[]) => {
    if (faults.length === 0) return;
    throw new FuzzFailure({ seed, people, operations }, steps, faults, happenings.last());
  };
  try {
    const around = { server, draw, rules, happenings };
    const fuzz = await SyncFuzz.begin(smallDesign(), people, around);
    let compared = 0;
    while (fuzz.operations < operations) {
      steps++;
      expectNone(await fuzz.step());
      if (fuzz.operations - compared < compareEvery) continue;
      compared = fuzz.operations;
      expectNone(await fuzz.compareKept());
    }
    expectNone(await fuzz.heal());
    expectNone(await fuzz.compareKept());
    return { people, operations: fuzz.operations, steps, happenings };
  } catch (error) {
    if (error instanceof FuzzFailure) throw error;
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    throw new FuzzFailure({ seed, people, operations }, steps, [reason], happenings.last());
  }
}
