import { describe, expect, it } from 'vitest';
import { catalogue, makeLayer } from '@/lib/layers/catalogue';
import { featureMap, type TensorType, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';

describe('concat', () => {
  it('[L9] stacks the branches of an inception block: 64 + 128 + 32 + 32 = 256 channels', () => {
    const branches = [64, 128, 32, 32].map((channels) => featureMap(channels, 28, 28));
    expectFacts('concat', {}, branches, { outputs: [featureMap(256, 28, 28)] });
  });

  it('[L9] joins vectors, and passes a single input on', () => {
    expectFacts('concat', {}, [vector(3), vector(4)], { outputs: [vector(7)] });
    expectFacts('concat', {}, [featureMap(3, 2, 2)], { outputs: [featureMap(3, 2, 2)] });
  });

  it('[L9] [A1] joins along height or width, where no field is known', () => {
    expectFacts('concat', { axis: 'height' }, [featureMap(3, 2, 5), featureMap(3, 4, 5)], {
      outputs: [featureMap(3, 6, 5)],
      reach: { type: 'unknown' },
    });
    const last = (...shape: readonly number[]): TensorType => ({ shape, layout: 'hwc' });
    expectFacts('concat', { axis: 'width' }, [last(2, 4, 3), last(2, 5, 3)], {
      outputs: [last(2, 9, 3)],
      reach: { type: 'unknown' },
    });
    expectFacts('concat', { axis: 'height' }, [last(2, 4, 3), last(1, 4, 3)], {
      outputs: [last(3, 4, 3)],
      reach: { type: 'unknown' },
    });
  });

  it('[L9] names the input that differs in another axis', () => {
    expectProblems('concat', {}, [featureMap(64, 28, 28), featureMap(32, 14, 14)], {
      code: 'size-mismatch',
      message:
        'Concat along channels needs inputs that agree in everything else: input 1 is 28×28×64, input 2 is 14×14×32.',
      slot: 1,
    });
  });

  it('[L9] refuses an axis that the inputs do not have', () => {
    expectProblems('concat', { axis: 'height' }, [vector(3), vector(4)], {
      code: 'wrong-rank',
      message: 'Concat has no height to join along in an input of 3.',
      param: 'axis',
    });
  });

  it('counts axes as each framework does, and shows only the unusual ones', () => {
    const map = featureMap(3, 4, 5);
    expect(emitted(makeLayer('concat', {}), [map, map])).toEqual({
      keras: [{ name: 'concatenate', args: { axis: -1 } }],
      torch: [{ name: 'torch.cat', args: { dim: 1 } }],
    });
    expect(emitted(makeLayer('concat', { axis: 'width' }), [map, map])).toEqual({
      keras: [{ name: 'concatenate', args: { axis: 2 } }],
      torch: [{ name: 'torch.cat', args: { dim: 3 } }],
    });
    expect(catalogue.concat.digest({ axis: 'channels' })).toBe('');
    expect(catalogue.concat.digest({ axis: 'width' })).toBe('along width');
  });
});
