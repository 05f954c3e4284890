import { describe, it } from 'vitest';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';
import { KEEPS_INPUT } from '@/tests/support/weights';

describe('localResponseNorm', () => {
  it('[L6] [L8] takes 13 operations a value over 5 channels and keeps three maps of its own', () => {
    expectFacts('localResponseNorm', {}, [featureMap(96, 55, 55)], {
      outputs: [featureMap(96, 55, 55)],
      operations: 13 * 96 * 55 * 55,
      saved: [
        KEEPS_INPUT,
        {
          of: 'own',
          what: 'statistics',
          elements: 3 * 96 * 55 * 55,
          perSample: true,
          dtype: 'float32',
        },
      ],
    });
  });

  it('[L1] refuses vectors', () => {
    expectProblems('localResponseNorm', {}, [vector(4)], {
      code: 'wrong-rank',
      message:
        'Local response norm needs a feature map (height × width × channels), but the input is 4.',
      slot: 0,
    });
  });
});
