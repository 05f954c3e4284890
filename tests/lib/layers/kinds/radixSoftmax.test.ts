import { describe, expect, it } from 'vitest';
import { catalogue } from '@/lib/layers/catalogue';
import { featureMap, type TensorType, vector } from '@/lib/tensor/tensorType';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';
import { KEEPS_OUTPUT } from '@/tests/support/weights';

describe('radixSoftmax', () => {
  it.each([
    ['a map of one position', featureMap(128, 1, 1)],
    ['a vector', vector(128)],
  ])('[L6] [L8] gates two splits of 64 channels as ResNeSt does: %s', (_what, type) => {
    expectFacts('radixSoftmax', {}, [type], {
      outputs: [type],
      operations: 5 * 128,
      saved: [KEEPS_OUTPUT],
    });
  });

  it('[L1] refuses splits that do not come out even, and channels last', () => {
    expectProblems('radixSoftmax', { radix: 2, groups: 3 }, [vector(128)], {
      code: 'not-divisible',
      message: '3 groups of 2 splits do not divide 128 channels evenly.',
      param: 'radix',
    });
    const last: TensorType = { shape: [2, 2, 4], layout: 'hwc' };
    expectProblems('radixSoftmax', {}, [last], {
      code: 'wrong-rank',
      message:
        'Radix softmax needs a feature map or a vector, but the input is 2×2×4 with channels last.',
      slot: 0,
    });
  });

  it('writes on the canvas how many splits there are', () => {
    expect(catalogue.radixSoftmax.digest({ radix: 2, groups: 1 })).toBe('2 splits');
    expect(catalogue.radixSoftmax.digest({ radix: 4, groups: 2 })).toBe('4 splits g2');
  });
});
