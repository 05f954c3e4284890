import { describe, expect, it } from 'vitest';
import { makeLayer } from '@/lib/layers/catalogue';
import { featureMap, type TensorType, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts } from '@/tests/support/expectFacts';
import { KEEPS_OUTPUT } from '@/tests/support/weights';

describe('softmax', () => {
  it('[L6] [L8] takes 5 operations a value and keeps its result, with or without the logarithm', () => {
    for (const logarithm of [false, true]) {
      expectFacts('softmax', { logarithm }, [vector(1000)], {
        outputs: [vector(1000)],
        operations: 5000,
        saved: [KEEPS_OUTPUT],
      });
    }
  });

  it('works along the channels wherever they are', () => {
    const layer = makeLayer('softmax', { logarithm: true });
    const last: TensorType = { shape: [8, 8, 21], layout: 'hwc' };
    const dim = (type: TensorType) => emitted(layer, [type]).torch;
    expect(dim(vector(10))).toEqual([{ name: 'nn.LogSoftmax', args: { dim: 1 } }]);
    expect(dim(featureMap(21, 8, 8))).toEqual([{ name: 'nn.LogSoftmax', args: { dim: 1 } }]);
    expect(dim(last)).toEqual([{ name: 'nn.LogSoftmax', args: { dim: 3 } }]);
    expect(dim({ shape: [3, 4], layout: 'other' })).toMatchObject([{ args: { dim: -1 } }]);
  });
});
