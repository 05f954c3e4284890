import { describe, it } from 'vitest';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';

describe('add', () => {
  it('[L6] [L8] [L9] takes one operation a value for each input but the first, and keeps nothing', () => {
    const map = featureMap(64, 56, 56);
    expectFacts('add', {}, [map, map, map], { outputs: [map], operations: 2 * 64 * 56 * 56 });
  });

  it('[L9] stretches sizes of 1, whichever input has them', () => {
    const operations = 64 * 56 * 56;
    const outputs = [featureMap(64, 56, 56)];
    expectFacts('add', {}, [featureMap(64, 56, 56), featureMap(64, 1, 1)], { outputs, operations });
    expectFacts('add', {}, [featureMap(1, 56, 1), featureMap(64, 1, 56)], { outputs, operations });
  });

  it('[L9] names the input whose channels or size differ', () => {
    expectProblems('add', {}, [featureMap(64, 8, 8), featureMap(64, 8, 8), featureMap(32, 8, 8)], {
      code: 'channel-mismatch',
      message: 'Add needs inputs of one shape: input 1 is 8×8×64, input 3 is 8×8×32.',
      slot: 2,
    });
    expectProblems('add', {}, [featureMap(64, 8, 8), featureMap(64, 4, 4)], {
      code: 'size-mismatch',
      message: 'Add needs inputs of one shape: input 1 is 8×8×64, input 2 is 4×4×64.',
      slot: 1,
    });
  });

  it('[L9] does not add a vector to a map', () => {
    expectProblems('add', {}, [vector(4), featureMap(4, 1, 1)], {
      code: 'size-mismatch',
      message: 'Add needs inputs of one shape: input 1 is 4, input 2 is 1×1×4.',
      slot: 1,
    });
  });
});
