import { describe, expect, it } from 'vitest';
import { makeLayer } from '@/lib/layers/catalogue';
import type { Saved } from '@/lib/layers/kind';
import { featureMap, type TensorType, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';
import { KEEPS_INPUT, learned } from '@/tests/support/weights';

function statistics(elements: number): Saved {
  return { of: 'own', what: 'statistics', elements, perSample: true, dtype: 'float32' };
}

describe('layerNorm', () => {
  it('[L6] [L7] [L8] normalises each position of ConvNeXt: 192 parameters for 96 channels', () => {
    expectFacts('layerNorm', {}, [featureMap(96, 56, 56)], {
      outputs: [featureMap(96, 56, 56)],
      weights: [learned('gamma', 96), learned('beta', 96)],
      params: 192,
      operations: 8 * 96 * 56 * 56,
      saved: [KEEPS_INPUT, statistics(2 * 56 * 56)],
    });
  });

  it('[L7] [L8] over everything has a weight for each value and two statistics a sample', () => {
    expectFacts('layerNorm', { over: 'all' }, [featureMap(4, 3, 3)], {
      outputs: [featureMap(4, 3, 3)],
      weights: [learned('gamma', 4, 3, 3), learned('beta', 4, 3, 3)],
      operations: 8 * 36,
      saved: [KEEPS_INPUT, statistics(2)],
    });
  });

  it('[L6] [L7] learns nothing when it is not affine', () => {
    expectFacts('layerNorm', { affine: false }, [vector(10)], {
      outputs: [vector(10)],
      operations: 60,
      saved: [KEEPS_INPUT, statistics(2)],
    });
  });

  it('[L1] refuses tensors without a channel axis', () => {
    expectProblems('layerNorm', {}, [{ shape: [5], layout: 'other' }], {
      code: 'wrong-rank',
      message: 'Layer norm needs a feature map or a vector, but the input is 5.',
      slot: 0,
    });
  });

  it('names the axes that each framework normalises over', () => {
    const last: TensorType = { shape: [5, 6, 4], layout: 'hwc' };
    const channels = makeLayer('layerNorm', {});
    expect(emitted(channels, [last])).toMatchObject({
      keras: [{ args: { axis: -1 } }],
      torch: [{ name: 'nn.LayerNorm', args: { normalized_shape: 4 } }],
    });
    expect(emitted(channels, [featureMap(4, 5, 6)]).torch).toMatchObject([{ name: 'LayerNorm2d' }]);
    expect(emitted(makeLayer('layerNorm', { over: 'all' }), [featureMap(4, 5, 6)])).toMatchObject({
      keras: [{ args: { axis: [1, 2, 3] } }],
      torch: [{ name: 'nn.LayerNorm', args: { normalized_shape: [4, 5, 6] } }],
    });
  });
});
