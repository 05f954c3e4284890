import { describe, expect, it } from 'vitest';
import { makeLayer } from '@/lib/layers/catalogue';
import { featureMap, type TensorType, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';
import { KEEPS_INPUT, learned } from '@/tests/support/weights';

const LAST: TensorType = { shape: [14, 14, 640], layout: 'hwc' };

describe('globalResponseNorm', () => {
  it.each([
    ['first', featureMap(640, 14, 14)],
    ['last', LAST],
  ])(
    '[L6] [L7] [L8] scales and shifts 640 channels of ConvNeXt V2, channels %s: 1,280 parameters, 6 operations a value',
    (_where, type) => {
      expectFacts('globalResponseNorm', {}, [type], {
        outputs: [type],
        weights: [learned('gamma', 640), learned('beta', 640)],
        params: 1280,
        operations: 6 * 640 * 14 * 14,
        saved: [
          KEEPS_INPUT,
          {
            of: 'own',
            what: 'statistics',
            elements: 640 * 14 * 14 + 2 * 640 + 1,
            perSample: true,
            dtype: 'float32',
          },
        ],
      });
    },
  );

  it('[L1] refuses vectors', () => {
    expectProblems('globalResponseNorm', {}, [vector(640)], {
      code: 'wrong-rank',
      message: 'Global response norm needs a feature map, but the input is 640.',
      slot: 0,
    });
  });

  it('tells PyTorch where the channels stand', () => {
    const torchOf = (input: TensorType) =>
      emitted(makeLayer('globalResponseNorm', {}), [input]).torch[0]?.args.channels_last;
    expect([torchOf(featureMap(4, 2, 2)), torchOf(LAST)]).toEqual([false, true]);
  });
});
