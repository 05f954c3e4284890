import { describe, expect, it } from 'vitest';
import { makeLayer } from '@/lib/layers/catalogue';
import type { Saved } from '@/lib/layers/kind';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts } from '@/tests/support/expectFacts';

function mask(elements: number): Saved {
  return { of: 'own', what: 'mask', elements, perSample: true, dtype: 'bool' };
}

describe('dropout', () => {
  it('[L8] [L10] keeps a mask of one byte a value and is a view at inference', () => {
    expectFacts('dropout', {}, [vector(4096)], {
      outputs: [vector(4096)],
      operations: 4096,
      saved: [mask(4096)],
      viewing: 'inference',
    });
  });

  it('[L8] keeps one byte a channel when it drops whole channels', () => {
    expectFacts('dropout', { channels: true }, [featureMap(16, 8, 8)], {
      outputs: [featureMap(16, 8, 8)],
      operations: 1024,
      saved: [mask(16)],
      viewing: 'inference',
    });
  });

  it('has a name for each in both frameworks', () => {
    const whole = makeLayer('dropout', { rate: 0.25, channels: true });
    expect(emitted(whole, [featureMap(1, 2, 2)])).toEqual({
      keras: [{ name: 'spatialDropout2d', args: { rate: 0.25 } }],
      torch: [{ name: 'nn.Dropout2d', args: { p: 0.25 } }],
    });
  });
});
