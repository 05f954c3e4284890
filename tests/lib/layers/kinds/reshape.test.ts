import { describe, expect, it } from 'vitest';
import { catalogue, makeLayer } from '@/lib/layers/catalogue';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';

describe('reshape', () => {
  it('[L1] [L10] reads a vector as a map, and fills in the size that is -1', () => {
    expectFacts('reshape', { shape: [-1, 7, 7] }, [vector(6272)], {
      outputs: [featureMap(128, 7, 7)],
      reach: { type: 'global' },
      viewing: 'always',
    });
  });

  it('[A2] [L10] to the shape that is there already moves nothing', () => {
    expectFacts('reshape', { shape: [3, 4, 5] }, [featureMap(3, 4, 5)], {
      outputs: [featureMap(3, 4, 5)],
      viewing: 'always',
    });
  });

  it('[A2] to the same sizes in another order moves everything', () => {
    expectFacts('reshape', { shape: [3, 5, 4] }, [featureMap(3, 4, 5)], {
      outputs: [featureMap(3, 5, 4)],
      reach: { type: 'global' },
      viewing: 'always',
    });
  });

  it('[L1] to a shape without a known meaning says so', () => {
    expectFacts('reshape', { shape: [2, 30] }, [featureMap(3, 4, 5)], {
      outputs: [{ shape: [2, 30], layout: 'other' }],
      reach: { type: 'global' },
      viewing: 'always',
    });
  });

  it.each([[[7, -1, 2]], [[-1, -1]], [[0]], [[59]]])('refuses %j for 60 values', (shape) => {
    expectProblems('reshape', { shape }, [featureMap(3, 4, 5)], {
      code: 'bad-parameter',
      message: `The shape ${shape.join('×')} does not hold the 60 values of the input (4×5×3).`,
      param: 'shape',
    });
  });

  it('refuses two sizes of -1 even where only one value is left for both', () => {
    expectProblems('reshape', { shape: [-1, -1] }, [vector(1)], {
      code: 'bad-parameter',
      message: 'The shape -1×-1 does not hold the 1 values of the input (1).',
      param: 'shape',
    });
  });

  it('tells Keras the channels last and shortens long shapes on the canvas', () => {
    const layer = makeLayer('reshape', { shape: [128, 7, 7] });
    expect(emitted(layer, [vector(6272)])).toEqual({
      keras: [{ name: 'reshape', args: { targetShape: [7, 7, 128] } }],
      torch: [{ name: 'nn.Unflatten', args: { dim: 1, unflattened_size: [128, 7, 7] } }],
    });
    expect(emitted(layer, [featureMap(128, 7, 7)]).torch.map(({ name }) => name)).toEqual([
      'nn.Flatten',
      'nn.Unflatten',
    ]);
    expect(catalogue.reshape.digest(layer.params)).toBe('128×7×7');
    expect(catalogue.reshape.digest({ shape: [1, 2, 3, 4, 5, 6, 7] })).toBe('1×2×3×4×… (7)');
  });
});
