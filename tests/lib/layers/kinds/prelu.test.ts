import { describe, expect, it } from 'vitest';
import { catalogue, makeLayer } from '@/lib/layers/catalogue';
import { featureMap, type TensorType, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';
import { KEEPS_INPUT, learned } from '@/tests/support/weights';

const MAP = featureMap(64, 56, 56);

describe('prelu', () => {
  it.each([
    ['channel', [64]],
    ['layer', [1]],
    ['value', [64, 56, 56]],
  ] as const)('[L6] [L7] [L8] learns a slope for each %s', (slopes, shape) => {
    expectFacts('prelu', { slopes }, [MAP], {
      outputs: [MAP],
      weights: [learned('slope', ...shape)],
      params: shape.reduce<number>((product, size) => product * size, 1),
      operations: 2 * 64 * 56 * 56,
      saved: [KEEPS_INPUT],
    });
  });

  it('[L7] gives each value of a vector a slope', () => {
    expectFacts('prelu', {}, [vector(10)], {
      outputs: [vector(10)],
      weights: [learned('slope', 10)],
      operations: 20,
      saved: [KEEPS_INPUT],
    });
  });

  it('[L1] refuses channels where there are none', () => {
    expectProblems('prelu', {}, [{ shape: [5], layout: 'other' }], {
      code: 'wrong-rank',
      message: 'PReLU needs a feature map or a vector, but the input is 5.',
      slot: 0,
    });
  });

  it('is a module of PyTorch where that has its slopes', () => {
    const last: TensorType = { shape: [56, 56, 64], layout: 'hwc' };
    const names = (['channel', 'layer', 'value'] as const).map((slopes) =>
      [MAP, last].map((input) => emitted(makeLayer('prelu', { slopes }), [input]).torch[0]?.name),
    );
    expect(names).toEqual([
      ['nn.PReLU', 'PReLU'],
      ['nn.PReLU', 'nn.PReLU'],
      ['PReLU', 'PReLU'],
    ]);
  });

  it('writes on the canvas what shares a slope', () => {
    expect(catalogue.prelu.digest({ slopes: 'layer', initial: 0 })).toBe('per layer');
  });
});
