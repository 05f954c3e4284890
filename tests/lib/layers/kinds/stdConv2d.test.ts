import { describe, expect, it } from 'vitest';
import { makeLayer } from '@/lib/layers/catalogue';
import { featureMap } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems, sliding } from '@/tests/support/expectFacts';
import { KEEPS_INPUT, learned } from '@/tests/support/weights';

describe('stdConv2d', () => {
  it('[L5] [L6] [L7] [L8] of NFNet learns a gain for each filter; its MACs are those of the convolution', () => {
    const macs = 64 * 56 * 56 * 128 * 9;
    expectFacts(
      'stdConv2d',
      { filters: 128, groups: 1, padding: { top: 1, bottom: 1, left: 1, right: 1 } },
      [featureMap(64, 56, 56)],
      {
        outputs: [featureMap(128, 56, 56)],
        reach: sliding({ kernel: 3, padding: 1 }),
        weights: [learned('kernel', 128, 64, 3, 3), learned('bias', 128), learned('gain', 128)],
        params: 128 * 64 * 9 + 128 + 128,
        macs,
        operations: 2 * macs + 128 * 56 * 56,
        saved: [
          KEEPS_INPUT,
          {
            of: 'own',
            what: 'statistics',
            elements: 128 * 64 * 9 + 3 * 128,
            perSample: false,
            dtype: 'float32',
          },
        ],
      },
    );
  });

  it('[L7] [L8] of BiT learns no gain', () => {
    const macs = 8 * 6 * 6 * 4;
    expectFacts(
      'stdConv2d',
      { filters: 8, kernel: [1, 1], bias: false, scaled: false },
      [featureMap(4, 6, 6)],
      {
        outputs: [featureMap(8, 6, 6)],
        reach: sliding({ kernel: 1 }),
        weights: [learned('kernel', 8, 4, 1, 1)],
        macs,
        operations: 2 * macs,
        saved: [
          KEEPS_INPUT,
          { of: 'own', what: 'statistics', elements: 48, perSample: false, dtype: 'float32' },
        ],
      },
    );
    const layer = makeLayer('stdConv2d', { scaled: false });
    expect(emitted(layer, [featureMap(4, 6, 6)]).torch[0]).toMatchObject({
      name: 'StdConv2d',
      args: { in_channel: 4 },
    });
  });

  it('[L1] refuses groups that do not divide the channels, as a convolution does', () => {
    expectProblems('stdConv2d', { groups: 3 }, [featureMap(4, 6, 6)], {
      code: 'not-divisible',
      message: '3 groups do not divide 4 input channels evenly.',
      param: 'groups',
    });
  });
});
