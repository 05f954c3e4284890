import { describe, expect, it } from 'vitest';
import { catalogue, makeLayer } from '@/lib/layers/catalogue';
import type { Saved } from '@/lib/layers/kind';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems, sliding } from '@/tests/support/expectFacts';
import { KEEPS_INPUT } from '@/tests/support/weights';

function keepsIndices(elements: number): readonly Saved[] {
  const indices = {
    of: 'own',
    what: 'indices',
    elements,
    perSample: true,
    dtype: 'int64',
  } as const;
  return [KEEPS_INPUT, indices];
}

describe('maxPool2d', () => {
  it('[L2] [L6] [L8] halves a map of VGG and keeps its input and an index for each maximum', () => {
    expectFacts('maxPool2d', {}, [featureMap(64, 224, 224)], {
      outputs: [featureMap(64, 112, 112)],
      reach: sliding({ kernel: 2, stride: 2 }, undefined, { pooling: true }),
      operations: 64 * 112 * 112 * 3,
      saved: keepsIndices(64 * 112 * 112),
    });
  });

  it('[L2] pads the pool of ResNet by hand: 112 becomes 56', () => {
    expectFacts(
      'maxPool2d',
      { kernel: [3, 3], padding: { top: 1, bottom: 1, left: 1, right: 1 } },
      [featureMap(64, 112, 112)],
      {
        outputs: [featureMap(64, 56, 56)],
        reach: sliding({ kernel: 3, stride: 2, padding: 1 }, undefined, { pooling: true }),
        operations: 64 * 56 * 56 * 8,
        saved: keepsIndices(64 * 56 * 56),
      },
    );
  });

  it('[L2] drops the last row and column of 7x7, and in ceil mode keeps a window that hangs over', () => {
    const facts = (size: number, rounding: 'floor' | 'ceil') => ({
      outputs: [featureMap(1, size, size)],
      reach: sliding({ kernel: 2, stride: 2 }, undefined, { pooling: true, rounding }),
      operations: size * size * 3,
      saved: keepsIndices(size * size),
    });
    expectFacts('maxPool2d', {}, [featureMap(1, 7, 7)], facts(3, 'floor'));
    expectFacts('maxPool2d', { ceilMode: true }, [featureMap(1, 7, 7)], facts(4, 'ceil'));
  });

  it('[L1] [L2] refuses vectors and windows that fit nowhere', () => {
    expectProblems('maxPool2d', {}, [vector(4)], {
      code: 'wrong-rank',
      message: 'Max pool 2D needs a feature map (height × width × channels), but the input is 4.',
      slot: 0,
    });
    expectProblems('maxPool2d', {}, [featureMap(1, 1, 4)], {
      code: 'too-small',
      message:
        'The window covers 2×2, but the padded map is only 1×4: use a smaller kernel, more padding or fewer strides before this layer.',
      param: 'kernel',
      slot: 0,
    });
  });

  it('writes window, stride, padding and ceil mode on the canvas', () => {
    const { maxPool2d } = catalogue;
    const params = { kernel: [3, 3], padding: 'same', ceilMode: true };
    expect(maxPool2d.digest(maxPool2d.params.parse(params))).toBe('3×3 /2 same ceil');
  });

  it('[L3] lets PyTorch pad up to half a window by itself', () => {
    const padded = (top: number, left: number) => {
      const padding = { top, bottom: top, left, right: left };
      const layer = makeLayer('maxPool2d', { kernel: [2, 4], padding });
      return emitted(layer, [featureMap(1, 8, 8)]).torch.map(({ args }) => args.padding);
    };
    expect(padded(1, 2)).toEqual([[1, 2]]);
    expect(padded(2, 2)).toEqual([[2, 2, 2, 2], 0]);
    expect(padded(1, 3)).toEqual([[3, 3, 1, 1], 0]);
  });

  it('[L3] pads for PyTorch with values that are never the largest where both sides differ', () => {
    const layer = makeLayer('maxPool2d', { kernel: [3, 3], padding: 'same' });
    expect(emitted(layer, [featureMap(1, 8, 8)]).torch).toMatchObject([
      {
        name: 'nn.ConstantPad2d',
        args: { padding: [0, 1, 0, 1], value: new Float32Array([-3.4028234663852886e38])[0] },
      },
      { name: 'nn.MaxPool2d', args: { kernel_size: 3, stride: 2, padding: 0 } },
    ]);
  });
});
