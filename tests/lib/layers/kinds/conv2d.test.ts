import { describe, expect, it } from 'vitest';
import { catalogue, makeLayer } from '@/lib/layers/catalogue';
import { featureMap, type TensorType, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems, sliding } from '@/tests/support/expectFacts';
import { KEEPS_INPUT, learned } from '@/tests/support/weights';

describe('conv2d', () => {
  it('[L2] [L5] [L7] counts the stem of ResNet: 9,408 weights, 118,013,952 MACs', () => {
    expectFacts(
      'conv2d',
      {
        filters: 64,
        kernel: [7, 7],
        stride: [2, 2],
        padding: { top: 3, bottom: 3, left: 3, right: 3 },
        bias: false,
      },
      [featureMap(3, 224, 224)],
      {
        outputs: [featureMap(64, 112, 112)],
        reach: sliding({ kernel: 7, stride: 2, padding: 3 }),
        weights: [learned('kernel', 64, 3, 7, 7)],
        params: 9_408,
        macs: 118_013_952,
        operations: 236_027_904,
        saved: [KEEPS_INPUT],
      },
    );
  });

  it('[L2] [L6] [L7] counts the first layer of AlexNet with its bias: 23,296 parameters', () => {
    expectFacts(
      'conv2d',
      {
        filters: 64,
        kernel: [11, 11],
        stride: [4, 4],
        padding: { top: 2, bottom: 2, left: 2, right: 2 },
      },
      [featureMap(3, 224, 224)],
      {
        outputs: [featureMap(64, 55, 55)],
        reach: sliding({ kernel: 11, stride: 4, padding: 2 }),
        weights: [learned('kernel', 64, 3, 11, 11), learned('bias', 64)],
        params: 23_296,
        macs: 70_276_800,
        operations: 2 * 70_276_800 + 64 * 55 * 55,
        saved: [KEEPS_INPUT],
      },
    );
  });

  it('[L3] [L5] keeps the size with same padding: a 3x3 of VGG from 512 to 512 channels has 2,359,296 weights', () => {
    expectFacts('conv2d', { filters: 512, bias: false }, [featureMap(512, 14, 14)], {
      outputs: [featureMap(512, 14, 14)],
      reach: sliding({ kernel: 3, padding: 1 }),
      weights: [learned('kernel', 512, 512, 3, 3)],
      params: 2_359_296,
      macs: 2_359_296 * 14 * 14,
      operations: 2 * 2_359_296 * 14 * 14,
      saved: [KEEPS_INPUT],
    });
  });

  it('[L5] [L7] divides the channels by the groups: the second layer of the first AlexNet has 307,200 weights', () => {
    expectFacts(
      'conv2d',
      { filters: 256, kernel: [5, 5], groups: 2, bias: false },
      [featureMap(96, 27, 27)],
      {
        outputs: [featureMap(256, 27, 27)],
        reach: sliding({ kernel: 5, padding: 2 }),
        weights: [learned('kernel', 256, 48, 5, 5)],
        params: 307_200,
        macs: 307_200 * 27 * 27,
        operations: 2 * 307_200 * 27 * 27,
        saved: [KEEPS_INPUT],
      },
    );
  });

  it('[L2] [L3] spreads the taps by the dilation, along each axis by its own', () => {
    expectFacts(
      'conv2d',
      { filters: 1, kernel: [3, 1], dilation: [2, 4], stride: [1, 2], bias: false },
      [featureMap(1, 10, 9)],
      {
        outputs: [featureMap(1, 10, 5)],
        reach: sliding(
          { kernel: 3, dilation: 2, padding: 2 },
          { kernel: 1, dilation: 4, stride: 2 },
        ),
        weights: [learned('kernel', 1, 1, 3, 1)],
        macs: 150,
        operations: 300,
        saved: [KEEPS_INPUT],
      },
    );
  });

  it('[L3] puts the odd pixel of same padding behind the map', () => {
    expectFacts(
      'conv2d',
      { filters: 1, kernel: [3, 2], stride: [2, 1], bias: false },
      [featureMap(1, 8, 8)],
      {
        outputs: [featureMap(1, 4, 8)],
        reach: sliding({ kernel: 3, stride: 2, padding: [0, 1] }, { kernel: 2, padding: [0, 1] }),
        weights: [learned('kernel', 1, 1, 3, 2)],
        macs: 192,
        operations: 384,
        saved: [KEEPS_INPUT],
      },
    );
  });

  it('[L3] pads every edge by its own', () => {
    expectFacts(
      'conv2d',
      {
        filters: 1,
        kernel: [1, 2],
        padding: { top: 1, bottom: 2, left: 3, right: 4 },
        bias: false,
      },
      [featureMap(1, 5, 5)],
      {
        outputs: [featureMap(1, 8, 11)],
        reach: sliding({ kernel: 1, padding: [1, 2] }, { kernel: 2, padding: [3, 4] }),
        weights: [learned('kernel', 1, 1, 1, 2)],
        macs: 8 * 11 * 2,
        operations: 2 * 8 * 11 * 2,
        saved: [KEEPS_INPUT],
      },
    );
  });

  it('[L2] refuses a window that fits nowhere', () => {
    expectProblems('conv2d', { kernel: [5, 3], padding: 'valid' }, [featureMap(3, 4, 4)], {
      code: 'too-small',
      message:
        'The window covers 5×3, but the padded map is only 4×4: use a smaller kernel, more padding or fewer strides before this layer.',
      param: 'kernel',
      slot: 0,
    });
  });

  it('[L5] refuses groups that do not divide the channels, and those that do not divide the filters', () => {
    expectProblems('conv2d', { filters: 4, groups: 2 }, [featureMap(3, 8, 8)], {
      code: 'not-divisible',
      message: '2 groups do not divide 3 input channels evenly.',
      param: 'groups',
    });
    expectProblems('conv2d', { filters: 3, groups: 2 }, [featureMap(4, 8, 8)], {
      code: 'not-divisible',
      message: '2 groups do not divide 3 filters evenly.',
      param: 'groups',
    });
  });

  it('[L1] refuses vectors and maps with channels last', () => {
    expectProblems('conv2d', {}, [vector(10)], {
      code: 'wrong-rank',
      message: 'Conv 2D needs a feature map (height × width × channels), but the input is 10.',
      slot: 0,
    });
    const last: TensorType = { shape: [8, 6, 3], layout: 'hwc' };
    expectProblems('conv2d', {}, [last], {
      code: 'wrong-rank',
      message:
        'Conv 2D needs a feature map (height × width × channels), but the input is 8×6×3 with channels last.',
      slot: 0,
    });
  });

  it.each([
    [{ filters: 32 }, '32 · 3×3 same'],
    [{ filters: 32, padding: 'valid' }, '32 · 3×3'],
    [{ filters: 64, kernel: [7, 7], stride: [2, 2] }, '64 · 7×7 /2 same'],
    [{ filters: 8, kernel: [1, 7], dilation: [1, 2], groups: 4 }, '8 · 1×7 d1×2 same g4'],
    [{ filters: 8, padding: { top: 1, bottom: 1, left: 1, right: 1 } }, '8 · 3×3 p1'],
    [{ filters: 8, padding: { top: 0, bottom: 1, left: 0, right: 1 } }, '8 · 3×3 p0,1,0,1'],
    [{ filters: 8, padding: { top: 0, bottom: 0, left: 0, right: 0 } }, '8 · 3×3'],
    [{ filters: 8, padding: { top: 0, bottom: 0, left: 1, right: 1 } }, '8 · 3×3 p0×1'],
  ] as const)('writes %j on the canvas as “%s”', (params, digest) => {
    const { conv2d } = catalogue;
    expect(conv2d.digest(conv2d.params.parse(params))).toBe(digest);
  });

  it('[L3] pads by itself for PyTorch where the sides of one axis differ', () => {
    const padding = { top: 1, bottom: 1, left: 0, right: 1 };
    const { torch } = emitted(makeLayer('conv2d', { filters: 8, padding }), [featureMap(3, 8, 8)]);
    expect(torch).toMatchObject([
      { name: 'nn.ZeroPad2d', args: { padding: [0, 1, 1, 1] } },
      { name: 'nn.Conv2d', args: { padding: 0 } },
    ]);
  });

  it('[L3] pads by itself where Keras and PyTorch cannot', () => {
    const padding = { top: 0, bottom: 1, left: 0, right: 1 };
    const layer = makeLayer('conv2d', { filters: 8, stride: [2, 2], padding, bias: false });
    expect(emitted(layer, [featureMap(3, 8, 8)])).toEqual({
      keras: [
        {
          name: 'zeroPadding2d',
          args: {
            padding: [
              [0, 1],
              [0, 1],
            ],
          },
        },
        {
          name: 'conv2d',
          args: {
            filters: 8,
            kernelSize: [3, 3],
            strides: [2, 2],
            padding: 'valid',
            dilationRate: [1, 1],
            groups: 1,
            useBias: false,
          },
        },
      ],
      torch: [
        { name: 'nn.ZeroPad2d', args: { padding: [0, 1, 0, 1] } },
        {
          name: 'nn.Conv2d',
          args: {
            in_channels: 3,
            out_channels: 8,
            kernel_size: 3,
            stride: 2,
            padding: 0,
            dilation: 1,
            groups: 1,
            bias: false,
          },
        },
      ],
    });
  });
});
