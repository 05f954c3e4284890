import { describe, expect, it } from 'vitest';
import { expectEventful } from '@/tests/support/fuzz/expectEventful';
import { fuzzRun } from '@/tests/support/fuzz/fuzzRun';
import { Happenings } from '@/tests/support/fuzz/happenings';
import { MemoryServer } from '@/tests/support/fuzz/memoryServer';
import { PINNED_SEEDS } from './pinnedSeeds';

const SEEDS = 200;
const OPERATIONS = 200;

describe('people who draw at the same time', () => {
  it('[P1] [P3] [P4] [P8] [P9] [P10] [P11] [P14] end up with one document and know what became of all their work', async () => {
    const happenings = new Happenings();
    for (let seed = 1; seed <= SEEDS; seed++) {
      const outcome = await fuzzRun(new MemoryServer(), { seed, operations: OPERATIONS });
      happenings.add(outcome.happenings);
    }
    expectEventful(happenings, SEEDS / 2);
  }, 300_000);

  it.each(PINNED_SEEDS)('seed $seed: $name, and no longer', async (pinned) => {
    const { operations } = await fuzzRun(new MemoryServer(), pinned);
    expect(operations).toBeGreaterThanOrEqual(pinned.operations);
  });
});
