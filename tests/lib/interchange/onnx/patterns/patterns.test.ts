import { describe, expect, it } from 'vitest';
import { floats, type ModelSketch, op, scalar, weight, wholes } from '@/tests/support/onnxModel';
import { readSketch, sketchedLayers } from '@/tests/support/sketchedLayers';

/** The network that several operators are one layer of, with the layers that they become. */
type Case = readonly [what: string, sketch: ModelSketch, lines: readonly string[]];

const NORM = [
  op('Sub', 't m -> d'),
  op('Pow', 'd two -> q'),
  op('ReduceMean', 'q -> v', { axes: [-1] }),
  op('Add', 'v e -> ve'),
  op('Sqrt', 've -> sd'),
  op('Div', 'd sd -> n'),
];
const TWO = [scalar('two', 2), scalar('e', 1e-6)];
const CHANNELS_LAST = op('Transpose', 'x -> t', { perm: [0, 2, 3, 1] });
const MEAN = op('ReduceMean', 't -> m', { axes: [-1] });

const cases: readonly Case[] = [
  [
    'a layer norm before opset 17',
    {
      nodes: [CHANNELS_LAST, MEAN, ...NORM, op('Mul', 'n g -> s'), op('Add', 's b -> y')],
      weights: [...TWO, weight('g', 3), weight('b', 3)],
    },
    ['permute[1, 2, 0](x) 32×32×3', 'layerNorm[over channels](transpose_t) 32×32×3, 6 params'],
  ],
  [
    'one that learns nothing',
    { nodes: [CHANNELS_LAST, MEAN, ...NORM, op('Relu', 'n -> y')], weights: TWO },
    [
      'permute[1, 2, 0](x) 32×32×3',
      'layerNorm[over channels](transpose_t) 32×32×3',
      'activation[relu](layerNorm) 32×32×3',
    ],
  ],
  [
    'one over the channels of a map as it is',
    {
      opset: 18,
      nodes: [
        op('ReduceMean', 'x a -> m'),
        op('Sub', 'x m -> d'),
        op('Mul', 'd d -> q'),
        op('ReduceMean', 'q a -> v'),
        op('Add', 'e v -> ve'),
        op('Sqrt', 've -> sd'),
        op('Div', 'd sd -> n'),
        op('Mul', 'n g -> s'),
        op('Add', 's b -> y'),
      ],
      weights: [...TWO, wholes('a', [1]), weight('g', 1, 3, 1, 1), weight('b', 1, 3, 1, 1)],
    },
    ['layerNorm[over channels](x) 32×32×3, 6 params'],
  ],
  [
    'one between two transpositions',
    {
      opset: 17,
      nodes: [
        CHANNELS_LAST,
        op('LayerNormalization', 't g b -> n'),
        op('Transpose', 'n -> y', { perm: [0, 3, 1, 2] }),
      ],
      weights: [weight('g', 3), weight('b', 3)],
    },
    ['layerNorm[over channels](x) 32×32×3, 6 params'],
  ],
  [
    'a group norm, laid back to the shape that is asked of the input',
    {
      inputs: { x: ['batch', 8, 4, 4] },
      nodes: [
        op('Reshape', 'x r -> a'),
        op('InstanceNormalization', 'a one zero -> b', { epsilon: { float: 1e-5 } }),
        op('Shape', 'x -> sh'),
        op('Reshape', 'b sh -> c'),
        op('Mul', 'c g -> d'),
        op('Add', 'd h -> y'),
      ],
      weights: [
        wholes('r', [0, 4, -1]),
        floats('one', [1, 1, 1, 1]),
        floats('zero', [0, 0, 0, 0]),
        weight('g', 8, 1, 1),
        weight('h', 8, 1, 1),
      ],
    },
    ['groupNorm[4 groups](x) 4×4×8, 16 params'],
  ],
  [
    'a batch norm with its scale and shift apart, as Caffe keeps them',
    {
      nodes: [
        op('BatchNormalization', 'x one zero m v -> n'),
        op('Mul', 'n g -> s'),
        op('Add', 's b -> y'),
      ],
      weights: [
        ...['one', 'zero', 'm', 'v'].map((name) => weight(name, 3)),
        weight('g', 3, 1, 1),
        weight('b', 3, 1, 1),
      ],
    },
    ['batchNorm[](x) 32×32×3, 6 params'],
  ],
  [
    'a channel shuffle whose shapes are computed',
    {
      inputs: { x: ['batch', 8, 4, 4] },
      opset: 11,
      nodes: [
        op('Shape', 'x -> sh'),
        op('Gather', 'sh i1 -> c', { axis: 0 }),
        op('Div', 'c two -> h'),
        op('Gather', 'sh i0 -> n', { axis: 0 }),
        op('Unsqueeze', 'n -> n1', { axes: [0] }),
        op('Unsqueeze', 'two -> g1', { axes: [0] }),
        op('Unsqueeze', 'h -> h1', { axes: [0] }),
        op('Concat', 'n1 g1 h1 rest -> to', { axis: 0 }),
        op('Reshape', 'x to -> a'),
        op('Transpose', 'a -> b', { perm: [0, 2, 1, 3, 4] }),
        op('Concat', 'n1 less rest -> back', { axis: 0 }),
        op('Reshape', 'b back -> y'),
      ],
      weights: [
        wholes('i0', [0], []),
        wholes('i1', [1], []),
        wholes('two', [2], []),
        wholes('rest', [4, 4]),
        wholes('less', [-1]),
      ],
    },
    ['channelShuffle[2 groups](x) 4×4×8'],
  ],
  [
    'a mean over the width and then over the height',
    {
      nodes: [
        op('ReduceMean', 'x -> a', { axes: [3], keepdims: 0 }),
        op('ReduceMean', 'a -> y', { axes: [2], keepdims: 0 }),
      ],
    },
    ['globalAvgPool2d[→ vector](x) 3'],
  ],
  [
    'an average pool that counts its padding, written as a Pad',
    {
      nodes: [
        op('Pad', 'x p -> a'),
        op('AveragePool', 'a -> y', { kernel_shape: [3, 3], strides: [1, 1] }),
      ],
      weights: [wholes('p', [0, 0, 1, 1, 0, 0, 1, 1])],
    },
    ['avgPool2d[3×3 p1](x) 32×32×3'],
  ],
  [
    'a max pool that is padded with minus infinity',
    {
      nodes: [
        op('Pad', 'x p low -> a'),
        op('MaxPool', 'a -> y', { kernel_shape: [3, 3], strides: [2, 2] }),
      ],
      weights: [wholes('p', [0, 0, 0, 0, 0, 0, 1, 1]), scalar('low', Number.NEGATIVE_INFINITY)],
    },
    ['maxPool2d[3×3 /2 p0,1,0,1](x) 16×16×3'],
  ],
  [
    'slices one behind another',
    {
      nodes: [
        op('Slice', 'x s e a2 st -> p'),
        op('Slice', 'p s e a3 st -> q'),
        op('Slice', 'q s e a2 -> y'),
      ],
      weights: [
        wholes('s', [1]),
        wholes('e', [2 ** 53]),
        wholes('a2', [2]),
        wholes('a3', [3]),
        wholes('st', [2]),
      ],
    },
    ['slice[h[3::2] w[1::2]](x) 15×16×3'],
  ],
  [
    'one channel picked and its axis put back',
    {
      opset: 11,
      nodes: [op('Gather', 'x i -> a', { axis: 1 }), op('Unsqueeze', 'a -> y', { axes: [1] })],
      weights: [wholes('i', [-1], [])],
    },
    ['slice[c[2:]](x) 32×32×1'],
  ],
  [
    'a local response norm as PyTorch writes it',
    {
      opset: 10,
      nodes: [
        op('Mul', 'x x -> q'),
        op('Unsqueeze', 'q -> u', { axes: [1] }),
        op('Pad', 'u -> p', { pads: [0, 0, 2, 0, 0, 0, 0, 2, 0, 0] }),
        op('AveragePool', 'p -> m', { kernel_shape: [5, 1, 1], strides: [1, 1, 1] }),
        op('Squeeze', 'm -> sq', { axes: [1] }),
        op('Mul', 'sq al -> s'),
        op('Add', 's k -> t'),
        op('Pow', 't be -> r'),
        op('Div', 'x r -> y'),
      ],
      weights: [scalar('al', 1e-4), scalar('k', 2), scalar('be', 0.75)],
    },
    ['localResponseNorm[size 5](x) 32×32×3'],
  ],
  [
    'a vector made by the shape of its map',
    {
      opset: 11,
      inputs: { x: ['batch', 3, 4, 4] },
      nodes: [
        op('Shape', 'x -> s'),
        op('Gather', 's i -> g', { axis: 0 }),
        op('Unsqueeze', 'g -> u', { axes: [0] }),
        op('Concat', 'u m -> c', { axis: 0 }),
        op('Reshape', 'x c -> y'),
      ],
      weights: [wholes('i', [0], []), wholes('m', [-1])],
    },
    ['flatten[](x) 48'],
  ],
];

describe('operators that are one layer together', () => {
  it.each(cases)('%s', (_what, sketch, lines) => {
    expect(sketchedLayers(sketch)).toEqual(lines);
    expect(readSketch(sketch).opaque).toEqual([]);
  });

  it('the layer remembers all of them, and the tensor that comes out', () => {
    const { graph } = readSketch({ nodes: [op('Sigmoid', 'x -> a'), op('Mul', 'x a -> y')] });
    expect([...graph.nodes.values()].map(({ origin }) => origin)).toEqual([
      { operators: [], tensors: ['x'] },
      { operators: ['Sigmoid', 'Mul'], tensors: ['y'] },
      { operators: [], tensors: ['y'] },
    ]);
  });
});

describe('operators that only look alike', () => {
  it.each<Case>([
    [
      'a Pad before an average pool that pads, too',
      {
        nodes: [
          op('Pad', 'x p -> a'),
          op('AveragePool', 'a -> y', { kernel_shape: [3, 3], pads: [1, 1, 1, 1] }),
        ],
        weights: [wholes('p', [0, 0, 1, 1, 0, 0, 1, 1])],
      },
      ['zeroPad2d[1,1,1,1](x) 34×34×3', 'avgPool2d[3×3 p1](pad_a) 34×34×3'],
    ],
    [
      'axes of groups that are swapped another way',
      {
        inputs: { x: [1, 8, 4, 4] },
        nodes: [
          op('Reshape', 'x to -> a'),
          op('Transpose', 'a -> b', { perm: [0, 1, 2, 4, 3] }),
          op('Reshape', 'b back -> y'),
        ],
        weights: [wholes('to', [1, 2, 4, 4, 4]), wholes('back', [1, 8, 4, 4])],
      },
      [
        'reshape[2×4×4×4](x) 2×4×4×4',
        'permute[0, 1, 3, 2](reshape_a) 2×4×4×4',
        'reshape[8×4×4](transpose_b) 4×4×8',
      ],
    ],
    [
      'a mean whose square something else reads',
      {
        nodes: [CHANNELS_LAST, MEAN, ...NORM, op('Mul', 'n q -> y')],
        weights: TWO,
      },
      [],
    ],
  ])('%s', (_what, sketch, lines) => {
    const found = sketchedLayers(sketch);
    if (lines.length > 0) expect(found).toEqual(lines);
    else expect(found.filter((line) => line.startsWith('layerNorm'))).toEqual([]);
  });
});
