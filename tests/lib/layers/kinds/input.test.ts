import { describe, expect, it } from 'vitest';
import { catalogue, makeLayer } from '@/lib/layers/catalogue';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts } from '@/tests/support/expectFacts';

describe('input', () => {
  it('[L1] is a channels-first map, or a vector of as many features as it has channels', () => {
    expectFacts('input', {}, [], { outputs: [featureMap(3, 224, 224)] });
    expectFacts('input', { form: 'vector', channels: 784 }, [], { outputs: [vector(784)] });
  });

  it('writes its size as people do, height first', () => {
    const { input } = catalogue;
    expect(input.digest({ form: 'map', channels: 3, height: 480, width: 640 })).toBe('480×640×3');
    expect(input.digest({ form: 'vector', channels: 784, height: 1, width: 1 })).toBe(
      '784 features',
    );
  });

  it('has channels last in Keras and no layer at all in PyTorch', () => {
    expect(emitted(makeLayer('input', { height: 480, width: 640 }), [])).toEqual({
      keras: [{ name: 'inputLayer', args: { shape: [480, 640, 3] } }],
      torch: [],
    });
  });
});
