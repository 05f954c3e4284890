import { afterAll, describe, expect, it } from 'vitest';
import { CLIENT_RULES } from '@/tests/support/fuzz/clientRules';
import { type FuzzCase, FuzzFailure, fuzzRun } from '@/tests/support/fuzz/fuzzRun';
import { MemoryServer } from '@/tests/support/fuzz/memoryServer';
import { PLANTED_BUGS, type PlantedBug } from '@/tests/support/fuzz/plantedBugs';
import { PINNED_SEEDS } from './pinnedSeeds';

const SEEDS = 20;
const noticed: string[][] = [];

/** How a run with a bug fails; undefined when it does not. */
async function failureOf(
  { Server, rules }: PlantedBug,
  fuzzCase: FuzzCase,
): Promise<FuzzFailure | undefined> {
  try {
    const options = { rules: { ...CLIENT_RULES, ...rules?.() } };
    await fuzzRun(new MemoryServer(Server), fuzzCase, options);
    return undefined;
  } catch (error) {
    if (error instanceof FuzzFailure) return error;
    throw error;
  }
}

/** The first run that notices a bug, among the first seeds and those pinned for it; undefined when none does. */
async function firstFailure(bug: PlantedBug): Promise<FuzzFailure | undefined> {
  const first = Array.from({ length: SEEDS }, (_, index) => ({ seed: index + 1, operations: 200 }));
  const pinned = PINNED_SEEDS.filter(({ planted }) => planted === bug.name);
  for (const fuzzCase of [...first, ...pinned]) {
    const failure = await failureOf(bug, fuzzCase);
    if (failure) return failure;
  }
  return undefined;
}

describe('the random runs notice that', () => {
  it.each(PLANTED_BUGS)('$name', async (bug) => {
    const failure = await firstFailure(bug);
    const fault = failure?.faults.find((each) => bug.noticed.test(each));
    expect(fault, failure?.message ?? `not noticed in ${SEEDS} seeds`).toBeDefined();
    noticed.push([
      bug.name,
      `seed ${failure?.fuzzCase.seed}, step ${failure?.step}`,
      fault?.split('\n')[0] ?? '',
    ]);
  });

  afterAll(() => console.log(table([['planted bug', 'noticed at', 'in the words'], ...noticed])));
});

it.each(PINNED_SEEDS)('seed $seed still meets what it was pinned for: $name', async (pinned) => {
  const bug = PLANTED_BUGS.find(({ name }) => name === pinned.planted);
  const failure = bug && (await failureOf(bug, pinned));
  expect(failure?.faults.some((fault) => bug?.noticed.test(fault))).toBe(true);
});

function table(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
