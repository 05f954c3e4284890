import { describe, expect, it } from 'vitest';
import { catalogue, makeLayer, portsOf } from '@/lib/layers/catalogue';
import { featureMap, type TensorType, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';

describe('split', () => {
  it('[L10] deals the channels of ShuffleNet out over two outputs, as views', () => {
    expectFacts('split', { sizes: [58, 58] }, [featureMap(116, 28, 28)], {
      outputs: [featureMap(58, 28, 28), featureMap(58, 28, 28)],
      viewing: 'always',
    });
  });

  it('[L10] splits vectors and maps with channels last along their channels', () => {
    expectFacts('split', { sizes: [1, 2, 3] }, [vector(6)], {
      outputs: [vector(1), vector(2), vector(3)],
      viewing: 'always',
    });
    const last = (channels: number): TensorType => ({ shape: [4, 4, channels], layout: 'hwc' });
    expectFacts('split', { sizes: [1, 2] }, [last(3)], {
      outputs: [last(1), last(2)],
      viewing: 'always',
    });
    expect(emitted(makeLayer('split', { sizes: [1, 2] }), [last(3)]).torch).toEqual([
      { name: 'torch.split', args: { split_size_or_sections: [1, 2], dim: 3 } },
    ]);
  });

  it.each([[[32, 33]], [[64, 0]], [[65, -1]]])('refuses %j of 64 channels', (sizes) => {
    expectProblems('split', { sizes }, [featureMap(64, 8, 8)], {
      code: 'bad-parameter',
      message: `The sizes ${sizes.join(' + ')} do not add up to the 64 channels of the input.`,
      param: 'sizes',
    });
  });

  it('[L1] refuses tensors without channels', () => {
    expectProblems('split', {}, [{ shape: [2, 3], layout: 'other' }], {
      code: 'wrong-rank',
      message: 'Split needs a feature map or a vector, but the input is 2×3.',
      slot: 0,
    });
  });

  it('names its ports by what comes out of them', () => {
    const layer = makeLayer('split', { sizes: [16, 48] });
    expect(portsOf(layer)).toEqual(['1: 16 channels', '2: 48 channels']);
    expect(catalogue.split.digest(layer.params)).toBe('16 + 48');
  });
});
