import { describe, it } from 'vitest';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { expectFacts, expectProblems, sliding } from '@/tests/support/expectFacts';
import { KEEPS_INPUT, stored } from '@/tests/support/weights';

describe('blurPool2d', () => {
  it('[L2] [L5] [L6] [L7] [L8] halves a map: a fixed filter for each channel, which is no parameter', () => {
    const macs = 64 * 28 * 28 * 9;
    expectFacts('blurPool2d', {}, [featureMap(64, 56, 56)], {
      outputs: [featureMap(64, 28, 28)],
      reach: sliding({ kernel: 3, stride: 2, padding: 1 }),
      weights: [stored('kernel', [64, 1, 3, 3])],
      params: 0,
      macs,
      operations: 2 * macs,
      saved: [
        KEEPS_INPUT,
        {
          of: 'own',
          what: 'statistics',
          elements: 64 * 58 * 58,
          perSample: true,
          dtype: 'float32',
        },
      ],
    });
  });

  it('[L8] keeps no padded map where nothing is padded', () => {
    const macs = 2 * 5 * 5 * 4;
    expectFacts(
      'blurPool2d',
      { size: 2, stride: [1, 1], padding: 'valid' },
      [featureMap(2, 6, 6)],
      {
        outputs: [featureMap(2, 5, 5)],
        reach: sliding({ kernel: 2 }),
        weights: [stored('kernel', [2, 1, 2, 2])],
        macs,
        operations: 2 * macs,
        saved: [KEEPS_INPUT],
      },
    );
  });

  it('[L1] refuses what is too small to mirror, a filter that nobody can mean, and vectors', () => {
    expectProblems('blurPool2d', {}, [featureMap(4, 1, 8)], {
      code: 'bad-parameter',
      message: 'A map of 1×8 has not enough rows to mirror.',
      param: 'padding',
    });
    expectProblems('blurPool2d', { size: 32 }, [featureMap(4, 64, 64)], {
      code: 'bad-parameter',
      message: 'A blur of 32 is too wide: 31 is the most.',
      param: 'size',
    });
    expectProblems('blurPool2d', {}, [vector(4)], {
      code: 'wrong-rank',
      message: 'Blur pool 2D needs a feature map (height × width × channels), but the input is 4.',
      slot: 0,
    });
  });
});
