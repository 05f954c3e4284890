import { describe, expect, it } from 'vitest';
import { makeLayer } from '@/lib/layers/catalogue';
import type { Saved } from '@/lib/layers/kind';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';
import { KEEPS_INPUT, learned, stored } from '@/tests/support/weights';

function statistics(elements: number): Saved {
  return { of: 'own', what: 'statistics', elements, perSample: false, dtype: 'float32' };
}

describe('batchNorm', () => {
  it('[L6] [L7] [L8] learns two of its four vectors and counts batches: 128 parameters for 64 channels', () => {
    expectFacts('batchNorm', {}, [featureMap(64, 112, 112)], {
      outputs: [featureMap(64, 112, 112)],
      weights: [
        learned('gamma', 64),
        learned('beta', 64),
        stored('runningMean', [64]),
        stored('runningVariance', [64]),
        stored('batchesTracked', [], 'int64'),
      ],
      params: 128,
      operations: 4 * 64 * 112 * 112,
      saved: [KEEPS_INPUT, statistics(128)],
    });
  });

  it('[L6] [L7] normalises vectors too, and learns nothing when it is not affine', () => {
    expectFacts('batchNorm', { affine: false }, [vector(10)], {
      outputs: [vector(10)],
      weights: [
        stored('runningMean', [10]),
        stored('runningVariance', [10]),
        stored('batchesTracked', [], 'int64'),
      ],
      operations: 20,
      saved: [KEEPS_INPUT, statistics(20)],
    });
  });

  it.each([
    ['scale', 'beta', { scale: false, center: true }],
    ['shift', 'gamma', { scale: true, center: false }],
  ] as const)('[L6] [L7] learns one vector when it leaves out the %s', (omits, left, switches) => {
    expectFacts('batchNorm', { omits }, [vector(10)], {
      outputs: [vector(10)],
      weights: [
        learned(left, 10),
        stored('runningMean', [10]),
        stored('runningVariance', [10]),
        stored('batchesTracked', [], 'int64'),
      ],
      params: 10,
      operations: 30,
      saved: [KEEPS_INPUT, statistics(20)],
    });
    const [call] = emitted(makeLayer('batchNorm', { omits }), [vector(10)]).keras;
    expect(call?.args).toMatchObject(switches);
  });

  it('[L1] refuses tensors without a channel axis', () => {
    expectProblems('batchNorm', {}, [{ shape: [2, 3], layout: 'other' }], {
      code: 'wrong-rank',
      message: 'Batch norm needs a feature map or a vector, but the input is 2×3.',
      slot: 0,
    });
  });

  it('counts momentum from the other end in Keras, and has two names in PyTorch', () => {
    const layer = makeLayer('batchNorm', { momentum: 0.25 });
    const map = emitted(layer, [featureMap(4, 2, 2)]);
    expect(map.keras).toMatchObject([{ name: 'batchNormalization', args: { momentum: 0.75 } }]);
    expect(map.torch).toMatchObject([{ name: 'nn.BatchNorm2d', args: { num_features: 4 } }]);
    expect(emitted(layer, [vector(4)]).torch).toMatchObject([{ name: 'nn.BatchNorm1d' }]);
  });
});
