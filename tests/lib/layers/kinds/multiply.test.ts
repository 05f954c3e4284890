import { describe, it } from 'vitest';
import { featureMap } from '@/lib/tensor/tensorType';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';

describe('multiply', () => {
  it('[L6] [L8] [L9] gates a map with one value a channel, and keeps both', () => {
    expectFacts('multiply', {}, [featureMap(64, 56, 56), featureMap(64, 1, 1)], {
      outputs: [featureMap(64, 56, 56)],
      operations: 64 * 56 * 56,
      saved: [
        { of: 'input', slot: 0 },
        { of: 'input', slot: 1 },
      ],
    });
  });

  it('[L9] refuses factors of different channels', () => {
    expectProblems('multiply', {}, [featureMap(3, 8, 8), featureMap(2, 8, 8)], {
      code: 'channel-mismatch',
      message: 'Multiply needs inputs of one shape: input 1 is 8×8×3, input 2 is 8×8×2.',
      slot: 1,
    });
  });
});
