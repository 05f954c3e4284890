import { describe, expect, it } from 'vitest';
import { catalogue } from '@/lib/layers/catalogue';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';
import { KEEPS_INPUT, learned } from '@/tests/support/weights';

describe('prelu', () => {
  it('[L6] [L7] [L8] learns a slope for each channel and keeps its input', () => {
    expectFacts('prelu', {}, [featureMap(64, 56, 56)], {
      outputs: [featureMap(64, 56, 56)],
      weights: [learned('slope', 64)],
      params: 64,
      operations: 2 * 64 * 56 * 56,
      saved: [KEEPS_INPUT],
    });
  });

  it('[L7] learns one slope for all, of any tensor', () => {
    const type = { shape: [5, 2], layout: 'other' } as const;
    expectFacts('prelu', { shared: true }, [type], {
      outputs: [type],
      weights: [learned('slope', 1)],
      operations: 20,
      saved: [KEEPS_INPUT],
    });
    expectFacts('prelu', { shared: true }, [vector(7)], {
      outputs: [vector(7)],
      weights: [learned('slope', 1)],
      operations: 14,
      saved: [KEEPS_INPUT],
    });
  });

  it('[L1] refuses tensors without a channel axis where each channel has its own', () => {
    expectProblems('prelu', {}, [{ shape: [5, 2], layout: 'other' }], {
      code: 'wrong-rank',
      message: 'PReLU needs a feature map or a vector, but the input is 5×2.',
      slot: 0,
    });
  });

  it('says on the canvas when there is one slope', () => {
    expect(catalogue.prelu.digest({ shared: true, initial: 0.25 })).toBe('one slope');
    expect(catalogue.prelu.digest({ shared: false, initial: 0.25 })).toBe('');
  });
});
