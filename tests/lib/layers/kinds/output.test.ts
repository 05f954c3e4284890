import { describe, expect, it } from 'vitest';
import { catalogue, makeLayer } from '@/lib/layers/catalogue';
import { vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts } from '@/tests/support/expectFacts';

describe('output', () => {
  it('[L10] is a view of what arrives', () => {
    expectFacts('output', { loss: 'logits' }, [vector(10)], {
      outputs: [vector(10)],
      viewing: 'always',
    });
  });

  it('says what the loss reads only where somebody has said so', () => {
    expect(catalogue.output.digest({ loss: 'unspecified' })).toBe('');
    expect(catalogue.output.digest({ loss: 'logits' })).toBe('logits');
    expect(emitted(makeLayer('output', {}), [vector(10)])).toEqual({ keras: [], torch: [] });
  });
});
