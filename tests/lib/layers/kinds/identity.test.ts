import { describe, it } from 'vitest';
import { featureMap } from '@/lib/tensor/tensorType';
import { expectFacts } from '@/tests/support/expectFacts';

describe('identity', () => {
  it('[L10] is a view of what arrives', () => {
    expectFacts('identity', {}, [featureMap(64, 56, 56)], {
      outputs: [featureMap(64, 56, 56)],
      viewing: 'always',
    });
  });
});
