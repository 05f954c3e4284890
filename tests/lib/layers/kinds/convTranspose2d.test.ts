import { describe, expect, it } from 'vitest';
import { catalogue, inferLayer, makeLayer } from '@/lib/layers/catalogue';
import { featureMap, vector } from '@/lib/tensor/tensorType';
import { emitted } from '@/tests/support/emitted';
import { expectFacts, expectProblems } from '@/tests/support/expectFacts';
import { KEEPS_INPUT, learned } from '@/tests/support/weights';

type Size = [number, number];

const TWO_OF_FOUR = {
  units: 2,
  step: 1,
  reads: [
    { low: -1, high: 0 },
    { low: 0, high: 1 },
  ],
};

describe('convTranspose2d', () => {
  it('[L4] [L5] [L7] counts the second layer of DCGAN: 2,097,152 weights, 4x4 to 8x8', () => {
    expectFacts(
      'convTranspose2d',
      { filters: 256, padding: { top: 1, bottom: 1, left: 1, right: 1 }, bias: false },
      [featureMap(512, 4, 4)],
      {
        outputs: [featureMap(256, 8, 8)],
        reach: { type: 'span', height: TWO_OF_FOUR, width: TWO_OF_FOUR },
        weights: [learned('kernel', 512, 256, 4, 4)],
        params: 2_097_152,
        macs: 2_097_152 * 16,
        operations: 2 * 2_097_152 * 16,
        saved: [KEEPS_INPUT],
      },
    );
  });

  it('[L4] [L7] counts the first layer of DCGAN: 819,200 weights, one position to 4x4', () => {
    const whole = { units: 1, step: 1, reads: [{ low: -3, high: 0 }] };
    expectFacts(
      'convTranspose2d',
      { filters: 512, stride: [1, 1], padding: 'valid', bias: false },
      [featureMap(100, 1, 1)],
      {
        outputs: [featureMap(512, 4, 4)],
        reach: { type: 'span', height: whole, width: whole },
        weights: [learned('kernel', 100, 512, 4, 4)],
        params: 819_200,
        macs: 819_200,
        operations: 1_638_400,
        saved: [KEEPS_INPUT],
      },
    );
  });

  it('[L4] [L6] makes same padding as large as the stride says, with a bias for each filter', () => {
    const span = {
      units: 2,
      step: 1,
      reads: [
        { low: -1, high: 0 },
        { low: 0, high: 0 },
      ],
    };
    expectFacts('convTranspose2d', { filters: 2, kernel: [3, 3] }, [featureMap(4, 5, 6)], {
      outputs: [featureMap(2, 10, 12)],
      reach: { type: 'span', height: span, width: span },
      weights: [learned('kernel', 4, 2, 3, 3), learned('bias', 2)],
      macs: 4 * 5 * 6 * 2 * 9,
      operations: 2 * 4 * 5 * 6 * 2 * 9 + 2 * 10 * 12,
      saved: [KEEPS_INPUT],
    });
  });

  it('[L4] [L5] divides channels and filters by the groups and adds the output padding at the end', () => {
    const span = {
      units: 2,
      step: 1,
      reads: [
        { low: 0, high: 0 },
        { low: 0, high: 1 },
      ],
    };
    expectFacts(
      'convTranspose2d',
      {
        filters: 4,
        kernel: [3, 3],
        padding: { top: 1, bottom: 1, left: 1, right: 1 },
        outputPadding: [1, 1],
        groups: 2,
        bias: false,
      },
      [featureMap(6, 7, 7)],
      {
        outputs: [featureMap(4, 14, 14)],
        reach: { type: 'span', height: span, width: span },
        weights: [learned('kernel', 6, 2, 3, 3)],
        macs: 6 * 7 * 7 * 2 * 9,
        operations: 2 * 6 * 7 * 7 * 2 * 9,
        saved: [KEEPS_INPUT],
      },
    );
  });

  it('[L4] [A1] reads nothing between taps that are further apart than the kernel is wide', () => {
    const span = {
      units: 3,
      step: 1,
      reads: [
        { low: 0, high: 0 },
        { low: 0, high: -1 },
        { low: 0, high: -1 },
      ],
    };
    expectFacts(
      'convTranspose2d',
      { filters: 1, kernel: [1, 1], stride: [3, 3], padding: 'valid', bias: false },
      [featureMap(1, 2, 2)],
      {
        outputs: [featureMap(1, 4, 4)],
        reach: { type: 'span', height: span, width: span },
        weights: [learned('kernel', 1, 1, 1, 1)],
        macs: 4,
        operations: 8,
        saved: [KEEPS_INPUT],
      },
    );
  });

  it('[L4] reaches the size of FCN-8s: a 16x16 window of stride 8 makes 568 of 70', () => {
    const layer = makeLayer('convTranspose2d', {
      filters: 21,
      kernel: [16, 16],
      stride: [8, 8],
      padding: 'valid',
    });
    const inferred = inferLayer(layer, [featureMap(21, 70, 70)]);
    expect(inferred.ok && inferred.facts.outputs).toEqual([featureMap(21, 568, 568)]);
  });

  it('[L1] [L4] refuses vectors, uneven groups, and padding that leaves nothing', () => {
    expectProblems('convTranspose2d', {}, [vector(4)], {
      code: 'wrong-rank',
      message:
        'Conv transpose 2D needs a feature map (height × width × channels), but the input is 4.',
      slot: 0,
    });
    expectProblems('convTranspose2d', { filters: 4, groups: 4 }, [featureMap(6, 2, 2)], {
      code: 'not-divisible',
      message: '4 groups do not divide 6 input channels evenly.',
      param: 'groups',
    });
    for (const padding of [
      { top: 2, bottom: 2, left: 0, right: 0 },
      { top: 0, bottom: 0, left: 1, right: 3 },
    ])
      expectProblems('convTranspose2d', { filters: 4, padding }, [featureMap(6, 1, 1)], {
        code: 'bad-parameter',
        message: 'The padding cuts away the whole output: use less of it.',
        param: 'padding',
      });
  });

  it('[L4] refuses an output padding that is not smaller than the stride or the dilation', () => {
    for (const outputPadding of [
      [0, 2],
      [2, 0],
    ] as const)
      expectProblems(
        'convTranspose2d',
        { outputPadding: [...outputPadding] },
        [featureMap(6, 2, 2)],
        {
          code: 'bad-parameter',
          message:
            'An output padding of 2 must be smaller than the stride (2) or the dilation (1).',
          param: 'outputPadding',
        },
      );
  });

  it('writes the stride on the canvas as a multiplication', () => {
    const { convTranspose2d } = catalogue;
    expect(convTranspose2d.digest(convTranspose2d.params.parse({ filters: 8 }))).toBe(
      '8 · 4×4 ×2 same',
    );
  });

  it('[L4] tells PyTorch of an even cut, a longer end and a shorter end each in its own way', () => {
    const top = { top: 2, bottom: 0, left: 0, right: 0 };
    const layer = makeLayer('convTranspose2d', { filters: 2, padding: top });
    expect(emitted(layer, [featureMap(1, 5, 5)]).torch).toMatchObject([
      { args: { padding: 0, output_padding: 0 } },
      { name: 'nn.ZeroPad2d', args: { padding: [0, 0, -2, 0] } },
    ]);
    const torchOf = (kernel: Size, stride: Size) =>
      emitted(makeLayer('convTranspose2d', { filters: 2, kernel, stride }), [featureMap(1, 5, 5)])
        .torch;
    expect(torchOf([4, 4], [2, 2])).toMatchObject([{ args: { padding: 1, output_padding: 0 } }]);
    expect(torchOf([2, 2], [3, 3])).toMatchObject([{ args: { padding: 0, output_padding: 1 } }]);
    expect(torchOf([3, 3], [2, 2])).toMatchObject([
      { args: { padding: 0, output_padding: 0 } },
      { name: 'nn.ZeroPad2d', args: { padding: [0, -1, 0, -1] } },
    ]);
  });
});
