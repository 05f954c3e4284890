import { describe, it } from 'vitest';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';
import { KEEPS_INPUT, KEEPS_OUTPUT } from '@/tests/support/weights';

describe('channelPool', () => {
  it('[L6] [L8] takes the mean of 64 channels at each position, and keeps nothing', () => {
    expectFacts('channelPool', {}, [featureMap(64, 8, 9)], {
      outputs: [featureMap(1, 8, 9)],
      operations: 64 * 8 * 9,
    });
  });

  it('[L6] [L8] takes the largest, for which PyTorch keeps both sides', () => {
    expectFacts('channelPool', { function: 'max' }, [featureMap(64, 8, 9)], {
      outputs: [featureMap(1, 8, 9)],
      operations: 63 * 8 * 9,
      saved: [KEEPS_INPUT, KEEPS_OUTPUT],
    });
  });

  it('[L1] refuses vectors', () => {
    expectProblems('channelPool', {}, [vector(4)], {
      code: 'wrong-rank',
      message: 'Channel pool needs a feature map (height × width × channels), but the input is 4.',
      slot: 0,
    });
  });
});
