import { describe, expect, it } from 'vitest';
import { catalogue } from '@/lib/layers/catalogue';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { expectFacts } from '@/tests/support/expectFacts';
import { KEEPS_INPUT, learned } from '@/tests/support/weights';

describe('scale', () => {
  it('[L6] [L7] [L8] multiplies a residual branch of Inception-ResNet by 0.17: an operation a value, nothing learned or kept', () => {
    expectFacts('scale', { factor: 0.17 }, [featureMap(320, 35, 35)], {
      outputs: [featureMap(320, 35, 35)],
      operations: 320 * 35 * 35,
    });
  });

  it('[L6] counts an offset, and neither a factor of 1 nor an offset of 0', () => {
    expectFacts('scale', { factor: 2, offset: -1 }, [vector(10)], {
      outputs: [vector(10)],
      operations: 20,
    });
    expectFacts('scale', {}, [vector(10)], { outputs: [vector(10)] });
  });

  it('[L7] [L8] learns its factor as NFNet’s SkipInit does: one parameter, and the input is kept', () => {
    expectFacts('scale', { factor: 0, learned: true }, [featureMap(256, 48, 48)], {
      outputs: [featureMap(256, 48, 48)],
      weights: [learned('factor')],
      params: 1,
      operations: 256 * 48 * 48,
      saved: [KEEPS_INPUT],
    });
  });

  it('takes tensors of any rank', () => {
    const type = { shape: [2, 3, 4, 5], layout: 'other' } as const;
    expectFacts('scale', { factor: 3 }, [type], { outputs: [type], operations: 120 });
  });

  it('writes on the canvas what it does', () => {
    const { digest } = catalogue.scale;
    expect(digest({ factor: 0.17, offset: 0, learned: false })).toBe('×0.17');
    expect(digest({ factor: 2, offset: -1, learned: false })).toBe('×2 −1');
    expect(digest({ factor: 0, offset: 0, learned: true })).toBe('×learned');
    expect(digest({ factor: 1, offset: 0.5, learned: false })).toBe('+0.5');
    expect(digest({ factor: -1 / 0.7, offset: 0, learned: false })).toBe('×−1.429');
  });
});
