import { describe, expect, it } from 'vitest';
import { catalogue, makeLayer } from '@/lib/layers/catalogue';
import { featureMap, type TensorType, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems, sliding } from '@/tests/support/expectFacts';

function range(start: number, end: number | null = null, step = 1) {
  return { start, end, step };
}

describe('slice', () => {
  it('[L10] [A2] takes every second pixel: the first half of the parameter-free shortcut of ResNet', () => {
    expectFacts(
      'slice',
      { height: range(0, null, 2), width: range(1, null, 2) },
      [featureMap(16, 32, 32)],
      {
        outputs: [featureMap(16, 16, 16)],
        reach: sliding({ kernel: 1, stride: 2 }, { kernel: 1, stride: 2, padding: [-1, 0] }),
        viewing: 'always',
      },
    );
  });

  it('[L10] counts negative positions from the back and stops at the end, as Python does', () => {
    expectFacts(
      'slice',
      { channels: range(-3, -1), height: range(-100, 100), width: range(2, -2) },
      [featureMap(8, 5, 9)],
      {
        outputs: [featureMap(2, 5, 5)],
        reach: sliding({ kernel: 1 }, { kernel: 1, padding: [-2, 0] }),
        viewing: 'always',
      },
    );
  });

  it('[A2] starts the field where the stretch starts, counted from the front', () => {
    expectFacts('slice', { height: range(-3), width: range(-4, null, 3) }, [featureMap(1, 5, 9)], {
      outputs: [featureMap(1, 3, 2)],
      reach: sliding({ kernel: 1, padding: [-2, 0] }, { kernel: 1, stride: 3, padding: [-5, 0] }),
      viewing: 'always',
    });
  });

  it('[L10] takes features of a vector', () => {
    expectFacts('slice', { channels: range(1, 7, 3) }, [vector(10)], {
      outputs: [vector(2)],
      viewing: 'always',
    });
  });

  it('[L1] refuses ranges that hold nothing, and tensors whose axes it does not know', () => {
    expectProblems('slice', { width: range(4, 4) }, [featureMap(1, 8, 8)], {
      code: 'bad-parameter',
      message: 'The range 4:4 of the width is empty.',
      param: 'width',
    });
    const last: TensorType = { shape: [8, 8, 3], layout: 'hwc' };
    expectProblems('slice', {}, [last], {
      code: 'wrong-rank',
      message: 'Slice needs a feature map or a vector, but the input is 8×8×3 with channels last.',
      slot: 0,
    });
  });

  it('shows on the canvas only the axes that it cuts', () => {
    const { slice } = catalogue;
    const digest = (params: object) => slice.digest(slice.params.parse(params));
    expect(digest({})).toBe('');
    expect(digest({ channels: range(0, 32), width: range(1, null, 2) })).toBe('c[0:32] w[1::2]');
  });

  it('names for PyTorch only the axes that there are', () => {
    const layer = makeLayer('slice', { channels: range(2) });
    expect(emitted(layer, [vector(4)]).torch).toEqual([
      { name: 'slice', args: { channels: range(2) } },
    ]);
  });
});
