import { describe, expect, it } from 'vitest';
import { makeLayer } from '@/lib/layers/catalogue';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';

describe('globalAvgPool2d', () => {
  it('[L6] [L8] [A2] averages the last map of ResNet and keeps nothing', () => {
    expectFacts('globalAvgPool2d', {}, [featureMap(512, 7, 7)], {
      outputs: [featureMap(512, 1, 1)],
      reach: { type: 'global' },
      operations: 512 * 49,
    });
  });

  it('makes a vector where no map is wanted', () => {
    expectFacts('globalAvgPool2d', { keepMap: false }, [featureMap(512, 7, 7)], {
      outputs: [vector(512)],
      reach: { type: 'global' },
      operations: 512 * 49,
    });
    expect(
      emitted(makeLayer('globalAvgPool2d', { keepMap: false }), [featureMap(4, 2, 2)]),
    ).toEqual({
      keras: [{ name: 'globalAveragePooling2d', args: { keepDims: false } }],
      torch: [
        { name: 'nn.AdaptiveAvgPool2d', args: { output_size: 1 } },
        { name: 'nn.Flatten', args: {} },
      ],
    });
  });

  it('[L1] refuses vectors', () => {
    expectProblems('globalAvgPool2d', {}, [vector(4)], {
      code: 'wrong-rank',
      message:
        'Global average pool needs a feature map (height × width × channels), but the input is 4.',
      slot: 0,
    });
  });
});
