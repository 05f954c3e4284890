import { describe, it } from 'vitest';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { expectFacts, expectProblems, sliding } from '@/tests/support/expectFacts';
import { KEEPS_INPUT, learned } from '@/tests/support/weights';

describe('depthwiseConv2d', () => {
  it('[L5] [L7] counts the first of MobileNet: 288 weights, 3,612,672 MACs', () => {
    expectFacts('depthwiseConv2d', { bias: false }, [featureMap(32, 112, 112)], {
      outputs: [featureMap(32, 112, 112)],
      reach: sliding({ kernel: 3, padding: 1 }),
      weights: [learned('kernel', 32, 1, 3, 3)],
      params: 288,
      macs: 3_612_672,
      operations: 7_225_344,
      saved: [KEEPS_INPUT],
    });
  });

  it('[L2] [L6] [L7] makes as many channels of each as the multiplier says, with a bias for each', () => {
    expectFacts(
      'depthwiseConv2d',
      { kernel: [5, 3], stride: [2, 1], padding: 'valid', multiplier: 2 },
      [featureMap(3, 9, 9)],
      {
        outputs: [featureMap(6, 3, 7)],
        reach: sliding({ kernel: 5, stride: 2 }, { kernel: 3 }),
        weights: [learned('kernel', 6, 1, 5, 3), learned('bias', 6)],
        macs: 6 * 3 * 7 * 15,
        operations: 2 * 6 * 3 * 7 * 15 + 6 * 3 * 7,
        saved: [KEEPS_INPUT],
      },
    );
  });

  it('[L1] [L2] refuses vectors and windows that fit nowhere', () => {
    expectProblems('depthwiseConv2d', {}, [vector(4)], {
      code: 'wrong-rank',
      message:
        'Depthwise conv 2D needs a feature map (height × width × channels), but the input is 4.',
      slot: 0,
    });
    expectProblems(
      'depthwiseConv2d',
      { padding: 'valid', dilation: [3, 1] },
      [featureMap(2, 6, 6)],
      {
        code: 'too-small',
        message:
          'The window covers 7×3, but the padded map is only 6×6: use a smaller kernel, more padding or fewer strides before this layer.',
        param: 'kernel',
        slot: 0,
      },
    );
  });
});
