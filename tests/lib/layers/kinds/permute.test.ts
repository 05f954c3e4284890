import { describe, expect, it } from 'vitest';
import { catalogue, makeLayer } from '@/lib/layers/catalogue';
import { featureMap, type TensorType, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';

const LAST: TensorType = { shape: [5, 6, 4], layout: 'hwc' };

describe('permute', () => {
  it('[L1] [L10] makes channels last and first again, as views that keep their meaning', () => {
    expectFacts('permute', {}, [featureMap(4, 5, 6)], { outputs: [LAST], viewing: 'always' });
    expectFacts('permute', { order: [2, 0, 1] }, [LAST], {
      outputs: [featureMap(4, 5, 6)],
      viewing: 'always',
    });
  });

  it('[L10] changes nothing in the order that is there', () => {
    expectFacts('permute', { order: [0, 1, 2] }, [LAST], { outputs: [LAST], viewing: 'always' });
    expectFacts('permute', { order: [0] }, [vector(3)], {
      outputs: [vector(3)],
      viewing: 'always',
    });
  });

  it('[L1] [A1] loses the meaning of the axes in any other order', () => {
    expectFacts('permute', { order: [0, 2, 1] }, [featureMap(4, 5, 6)], {
      outputs: [{ shape: [4, 6, 5], layout: 'other' }],
      reach: { type: 'unknown' },
      viewing: 'always',
    });
  });

  it.each([[[0, 1]], [[0, 1, 1]], [[0, 1, 3]], [[-1, 0, 1]], [[0, 1, 2, 3]]])(
    'refuses %j for three axes',
    (order) => {
      expectProblems('permute', { order }, [featureMap(4, 5, 6)], {
        code: 'bad-parameter',
        message: `The order ${order.join(', ')} does not name each of the 3 axes of 5×6×4 once.`,
        param: 'order',
      });
    },
  );

  it('counts the batch in PyTorch', () => {
    expect(emitted(makeLayer('permute', {}), [featureMap(4, 5, 6)]).torch).toEqual([
      { name: 'torch.permute', args: { dims: [0, 2, 3, 1] } },
    ]);
    expect(catalogue.permute.digest({ order: [1, 2, 0] })).toBe('1, 2, 0');
  });
});
