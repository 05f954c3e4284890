import { describe, expect, it } from 'vitest';
import { catalogue } from '@/lib/layers/catalogue';
import type { Saved } from '@/lib/layers/kind';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';
import { KEEPS_INPUT, learned } from '@/tests/support/weights';

function statistics(elements: number): Saved {
  return { of: 'own', what: 'statistics', elements, perSample: true, dtype: 'float32' };
}

describe('groupNorm', () => {
  it('[L6] [L7] [L8] keeps two statistics for each of its 32 groups', () => {
    expectFacts('groupNorm', {}, [featureMap(64, 56, 56)], {
      outputs: [featureMap(64, 56, 56)],
      weights: [learned('gamma', 64), learned('beta', 64)],
      operations: 8 * 64 * 56 * 56,
      saved: [KEEPS_INPUT, statistics(64)],
    });
  });

  it('[L6] [L7] learns nothing when it is not affine', () => {
    expectFacts('groupNorm', { groups: 2, affine: false }, [vector(10)], {
      outputs: [vector(10)],
      operations: 60,
      saved: [KEEPS_INPUT, statistics(4)],
    });
  });

  it('[L1] refuses groups that do not divide the channels, and tensors without channels', () => {
    expectProblems('groupNorm', { groups: 3 }, [featureMap(64, 8, 8)], {
      code: 'not-divisible',
      message: '3 groups do not divide 64 channels evenly.',
      param: 'groups',
    });
    expectProblems('groupNorm', {}, [{ shape: [2, 3], layout: 'other' }], {
      code: 'wrong-rank',
      message: 'Group norm needs a feature map or a vector, but the input is 2×3.',
      slot: 0,
    });
  });

  it('writes its groups on the canvas', () => {
    expect(catalogue.groupNorm.digest({ groups: 32, affine: true, epsilon: 1e-5 })).toBe(
      '32 groups',
    );
  });
});
