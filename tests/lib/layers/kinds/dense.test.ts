import { describe, expect, it } from 'vitest';
import { catalogue } from '@/lib/layers/catalogue';
import { featureMap, type TensorType, vector } from '@/lib/tensor/tensorType';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';
import { KEEPS_INPUT, learned } from '@/tests/support/weights';

describe('dense', () => {
  it('[L5] [L6] [L7] counts the first of VGG: 102,764,544 parameters', () => {
    expectFacts('dense', { units: 4096 }, [vector(25_088)], {
      outputs: [vector(4096)],
      reach: { type: 'global' },
      weights: [learned('kernel', 4096, 25_088), learned('bias', 4096)],
      params: 102_764_544,
      macs: 102_760_448,
      operations: 205_520_896 + 4096,
      saved: [KEEPS_INPUT],
    });
  });

  it('[L5] [A2] maps the channels of a channels-last map position by position, as in ConvNeXt', () => {
    const map: TensorType = { shape: [56, 56, 96], layout: 'hwc' };
    expectFacts('dense', { units: 384, bias: false }, [map], {
      outputs: [{ shape: [56, 56, 384], layout: 'hwc' }],
      weights: [learned('kernel', 384, 96)],
      macs: 56 * 56 * 96 * 384,
      operations: 2 * 56 * 56 * 96 * 384,
      saved: [KEEPS_INPUT],
    });
  });

  it('[L1] refuses maps with channels first and tensors of no known meaning', () => {
    expectProblems('dense', {}, [featureMap(512, 7, 7)], {
      code: 'wrong-rank',
      message:
        'Dense needs a vector (put a flatten or a global pool before it), but the input is 7×7×512.',
      slot: 0,
    });
    expectProblems('dense', {}, [{ shape: [2, 3], layout: 'other' }], {
      code: 'wrong-rank',
      message:
        'Dense needs a vector (put a flatten or a global pool before it), but the input is 2×3.',
      slot: 0,
    });
  });

  it('writes its units on the canvas', () => {
    expect(catalogue.dense.digest({ units: 1000, bias: true })).toBe('1000 units');
  });
});
