import { describe, expect, it } from 'vitest';
import { catalogue, makeLayer } from '@/lib/layers/catalogue';
import { featureMap, type TensorType, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';
import { KEEPS_INPUT, learned } from '@/tests/support/weights';

describe('affine', () => {
  it('[L5] [L6] [L7] [L8] scales each channel as ConvNeXt does: 96 parameters, an operation a value, no MACs', () => {
    expectFacts('affine', {}, [featureMap(96, 56, 56)], {
      outputs: [featureMap(96, 56, 56)],
      weights: [learned('gamma', 96)],
      params: 96,
      operations: 96 * 56 * 56,
      saved: [KEEPS_INPUT],
    });
  });

  it('[L6] [L7] scales and shifts', () => {
    expectFacts('affine', { shift: true }, [vector(10)], {
      outputs: [vector(10)],
      weights: [learned('gamma', 10), learned('beta', 10)],
      operations: 20,
      saved: [KEEPS_INPUT],
    });
  });

  it('[L8] keeps nothing when it only shifts', () => {
    expectFacts('affine', { scale: false, shift: true }, [vector(10)], {
      outputs: [vector(10)],
      weights: [learned('beta', 10)],
      operations: 10,
    });
  });

  it('refuses to do nothing', () => {
    expectProblems('affine', { scale: false }, [featureMap(4, 3, 3)], {
      code: 'bad-parameter',
      message: 'Affine has to scale, to shift, or to do both.',
      param: 'scale',
    });
  });

  it('[L1] refuses tensors without a channel axis', () => {
    expectProblems('affine', {}, [{ shape: [5], layout: 'other' }], {
      code: 'wrong-rank',
      message: 'Affine needs a feature map or a vector, but the input is 5.',
      slot: 0,
    });
  });

  it('stretches its weights over the positions of a map, wherever its channels stand', () => {
    const last: TensorType = { shape: [5, 6, 4], layout: 'hwc' };
    const shapes = [featureMap(4, 5, 6), last, vector(4)].map(
      (input) => emitted(makeLayer('affine', {}), [input]).torch[0]?.args.shape,
    );
    expect(shapes).toEqual([[4, 1, 1], [4], [4]]);
  });

  it('writes on the canvas what it does', () => {
    expect(catalogue.affine.digest({ scale: true, shift: true, initial: 1 })).toBe('scale + shift');
    expect(catalogue.affine.digest({ scale: false, shift: true, initial: 1 })).toBe('shift');
  });
});
