import { describe, expect, it } from 'vitest';
import { catalogue, makeLayer } from '@/lib/layers/catalogue';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';

const MAP = featureMap(64, 56, 56);
const VALUES = 64 * 56 * 56;

describe('combine', () => {
  it.each(['maximum', 'minimum'] as const)(
    '[L6] [L8] [L9] keeps what it takes the %s of',
    (operation) => {
      expectFacts('combine', { operation }, [MAP, featureMap(64, 1, 1), MAP], {
        outputs: [MAP],
        operations: 2 * VALUES,
        saved: [0, 1, 2].map((slot) => ({ of: 'input', slot })),
      });
    },
  );

  it('[L6] [L8] averages with a division a value, and keeps nothing', () => {
    expectFacts('combine', { operation: 'average' }, [MAP, MAP, MAP], {
      outputs: [MAP],
      operations: 3 * VALUES,
    });
  });

  it('[L6] [L8] takes a difference of two, and keeps nothing', () => {
    expectFacts('combine', { operation: 'difference' }, [vector(10), vector(10)], {
      outputs: [vector(10)],
      operations: 10,
    });
  });

  it('takes no difference of three', () => {
    expectProblems('combine', { operation: 'difference' }, [MAP, MAP, MAP], {
      code: 'bad-parameter',
      message: 'A difference has two inputs, not 3.',
      param: 'operation',
    });
  });

  it('[L9] refuses inputs of different sizes', () => {
    expectProblems('combine', {}, [featureMap(3, 8, 8), featureMap(3, 4, 4)], {
      code: 'size-mismatch',
      message: 'Combine needs inputs of one shape: input 1 is 8×8×3, input 2 is 4×4×3.',
      slot: 1,
    });
  });

  it.each([
    ['maximum', 'torch.maximum'],
    ['minimum', 'torch.minimum'],
    ['difference', 'torch.sub'],
  ] as const)('is called by its operation in PyTorch: %s', (operation, name) => {
    const layer = makeLayer('combine', { operation });
    expect(emitted(layer, [MAP, MAP]).torch).toEqual([{ name, args: {} }]);
    expect(catalogue.combine.digest(layer.params)).toBe(operation);
  });
});
