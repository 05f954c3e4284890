import { describe, expect, it } from 'vitest';
import { catalogue } from '@/lib/layers/catalogue';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';

describe('upsample2d', () => {
  it('[L6] [L8] [A1] doubles a map by copying, for free', () => {
    const span = {
      units: 2,
      step: 1,
      reads: [
        { low: 0, high: 0 },
        { low: 0, high: 0 },
      ],
    };
    expectFacts('upsample2d', {}, [featureMap(64, 28, 28)], {
      outputs: [featureMap(64, 56, 56)],
      reach: { type: 'span', height: span, width: span },
    });
  });

  it('[L6] [A1] blends two neighbours along each axis when bilinear, 8 operations a value', () => {
    const span = {
      units: 2,
      step: 1,
      reads: [
        { low: -1, high: 0 },
        { low: 0, high: 1 },
      ],
    };
    expectFacts('upsample2d', { mode: 'bilinear' }, [featureMap(2, 4, 4)], {
      outputs: [featureMap(2, 8, 8)],
      reach: { type: 'span', height: span, width: span },
      operations: 8 * 2 * 8 * 8,
    });
  });

  it('rounds the size down', () => {
    const height = { units: 1, step: 2, reads: [{ low: 0, high: 0 }] };
    const width = {
      units: 3,
      step: 2,
      reads: [
        { low: 0, high: 0 },
        { low: 0, high: 0 },
        { low: 1, high: 1 },
      ],
    };
    expectFacts('upsample2d', { factor: [0.6, 1.5] }, [featureMap(1, 4, 6)], {
      outputs: [featureMap(1, 2, 9)],
      reach: { type: 'span', height, width },
    });
  });

  it('[A1] does not know the reach of ratios that make almost every unit different', () => {
    expectFacts('upsample2d', { factor: [1, 4.0005] }, [featureMap(1, 1, 8191)], {
      outputs: [featureMap(1, 1, 32_768)],
      reach: { type: 'unknown' },
    });
  });

  it('[L1] refuses vectors, and factors that leave nothing', () => {
    expectProblems('upsample2d', {}, [vector(4)], {
      code: 'wrong-rank',
      message: 'Upsample 2D needs a feature map (height × width × channels), but the input is 4.',
      slot: 0,
    });
    expectProblems('upsample2d', { factor: [0.5, 0.25] }, [featureMap(1, 2, 3)], {
      code: 'bad-parameter',
      message: 'A factor of 0.5×0.25 leaves nothing of 2×3.',
      param: 'factor',
    });
  });

  it('writes one factor where both are equal', () => {
    expect(catalogue.upsample2d.digest({ factor: [2, 2], mode: 'nearest' })).toBe('×2 nearest');
    expect(catalogue.upsample2d.digest({ factor: [2, 3], mode: 'bilinear' })).toBe('×2×3 bilinear');
  });
});
