import { describe, it } from 'vitest';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { expectFacts } from '@/tests/support/expectFacts';

describe('flatten', () => {
  it('[L10] [A2] views the last map of VGG as 25,088 features that may see everything', () => {
    expectFacts('flatten', {}, [featureMap(512, 7, 7)], {
      outputs: [vector(25_088)],
      reach: { type: 'global' },
      viewing: 'always',
    });
  });
});
