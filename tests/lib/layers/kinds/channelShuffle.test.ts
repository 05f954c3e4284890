import { describe, it } from 'vitest';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';

describe('channelShuffle', () => {
  it('[L6] [L8] copies the channels of ShuffleNet in another order, for free', () => {
    expectFacts('channelShuffle', {}, [featureMap(116, 28, 28)], {
      outputs: [featureMap(116, 28, 28)],
    });
  });

  it('[L1] refuses groups that do not divide the channels, and vectors', () => {
    expectProblems('channelShuffle', { groups: 3 }, [featureMap(116, 28, 28)], {
      code: 'not-divisible',
      message: '3 groups do not divide 116 channels evenly.',
      param: 'groups',
    });
    expectProblems('channelShuffle', {}, [vector(4)], {
      code: 'wrong-rank',
      message:
        'Channel shuffle needs a feature map (height × width × channels), but the input is 4.',
      slot: 0,
    });
  });
});
