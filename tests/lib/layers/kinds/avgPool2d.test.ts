import { describe, expect, it } from 'vitest';
import { catalogue, makeLayer } from '@/lib/layers/catalogue';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems, sliding } from '@/tests/support/expectFacts';
import { KEEPS_INPUT } from '@/tests/support/weights';

describe('avgPool2d', () => {
  it('[L2] [L6] [L8] halves a map between the blocks of DenseNet and keeps its input', () => {
    expectFacts('avgPool2d', {}, [featureMap(128, 56, 56)], {
      outputs: [featureMap(128, 28, 28)],
      reach: sliding({ kernel: 2, stride: 2 }, undefined, { pooling: true }),
      operations: 128 * 28 * 28 * 4,
      saved: [KEEPS_INPUT],
    });
  });

  it('[L2] [L3] takes a window for each axis and says how it rounds', () => {
    expectFacts(
      'avgPool2d',
      { kernel: [3, 2], stride: [1, 2], padding: 'same', ceilMode: true },
      [featureMap(2, 5, 5)],
      {
        outputs: [featureMap(2, 5, 3)],
        reach: sliding(
          { kernel: 3, padding: 1 },
          { kernel: 2, stride: 2, padding: [0, 1] },
          {
            pooling: true,
            rounding: 'ceil',
          },
        ),
        operations: 2 * 5 * 3 * 6,
        saved: [KEEPS_INPUT],
      },
    );
  });

  it('[L1] [L2] refuses vectors and windows that fit nowhere', () => {
    expectProblems('avgPool2d', {}, [vector(4)], {
      code: 'wrong-rank',
      message:
        'Average pool 2D needs a feature map (height × width × channels), but the input is 4.',
      slot: 0,
    });
    expectProblems('avgPool2d', { kernel: [7, 7] }, [featureMap(1, 6, 6)], {
      code: 'too-small',
      message:
        'The window covers 7×7, but the padded map is only 6×6: use a smaller kernel, more padding or fewer strides before this layer.',
      param: 'kernel',
      slot: 0,
    });
  });

  it('tells both frameworks whether the padding counts', () => {
    const padding = { top: 1, bottom: 1, left: 1, right: 1 };
    const layer = makeLayer('avgPool2d', { kernel: [3, 3], padding, countPadding: false });
    expect(emitted(layer, [featureMap(1, 8, 8)])).toEqual({
      keras: [
        {
          name: 'averagePooling2d',
          args: {
            poolSize: [3, 3],
            strides: [2, 2],
            padding,
            ceilMode: false,
            countPadding: false,
          },
        },
      ],
      torch: [
        {
          name: 'nn.AvgPool2d',
          args: {
            kernel_size: 3,
            stride: 2,
            padding: 1,
            ceil_mode: false,
            count_include_pad: false,
          },
        },
      ],
    });
    const { avgPool2d } = catalogue;
    expect(avgPool2d.digest(layer.params)).toBe('3×3 /2 p1');
  });
});
