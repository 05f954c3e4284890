import { describe, expect, it } from 'vitest';
import { type ModelSketch, op, scalar, weight, wholes } from '@/tests/support/onnxModel';
import { readSketch, sketchedLayers } from '@/tests/support/sketchedLayers';

/** A network, and the layers that it becomes. */
type Case = readonly [what: string, sketch: ModelSketch, lines: readonly string[]];

const VECTOR = { x: [1, 48] };

describe.each<{ readonly group: string; readonly cases: readonly Case[] }>([
  {
    group: 'pools',
    cases: [
      [
        'a max pool with everything',
        {
          nodes: [
            op('MaxPool', 'x -> y', {
              kernel_shape: [3, 2],
              strides: [2, 1],
              pads: [1, 0, 1, 0],
              dilations: [1, 2],
              ceil_mode: 1,
            }),
          ],
        },
        ['maxPool2d[3×2 /2×1 d1×2 p1×0 ceil](x) 17×30×3'],
      ],
      [
        'a max pool without strides moves by one',
        { nodes: [op('MaxPool', 'x -> y', { kernel_shape: [2, 2] })] },
        ['maxPool2d[2×2](x) 31×31×3'],
      ],
      [
        'a max pool padded by name',
        {
          nodes: [
            op('MaxPool', 'x -> y', {
              kernel_shape: [3, 3],
              strides: [2, 2],
              auto_pad: 'SAME_UPPER',
            }),
          ],
        },
        ['maxPool2d[3×3 /2 same](x) 16×16×3'],
      ],
      [
        'an average pool',
        { nodes: [op('AveragePool', 'x -> y', { kernel_shape: [2, 2], strides: [2, 2] })] },
        ['avgPool2d[2×2 /2](x) 16×16×3'],
      ],
      [
        'a global average pool',
        { nodes: [op('GlobalAveragePool', 'x -> y')] },
        ['globalAvgPool2d[](x) 1×1×3'],
      ],
      [
        'a mean over height and width',
        { nodes: [op('ReduceMean', 'x -> y', { axes: [2, 3] })] },
        ['globalAvgPool2d[](x) 1×1×3'],
      ],
      [
        'one counted from the back, without its axes',
        { nodes: [op('ReduceMean', 'x -> y', { axes: [-1, -2], keepdims: 0 })] },
        ['globalAvgPool2d[→ vector](x) 3'],
      ],
      [
        'one whose axes are an input',
        {
          opset: 18,
          nodes: [op('ReduceMean', 'x a -> y', { keepdims: 0 })],
          weights: [wholes('a', [2, 3])],
        },
        ['globalAvgPool2d[→ vector](x) 3'],
      ],
      [
        'a global max pool',
        { nodes: [op('GlobalMaxPool', 'x -> y')] },
        ['maxPool2d[32×32 /32](x) 1×1×3'],
      ],
      [
        'a maximum over height and width, without its axes',
        { nodes: [op('ReduceMax', 'x -> y', { axes: [2, 3], keepdims: 0 })] },
        ['maxPool2d[32×32 /32](x) 1×1×3', 'flatten[](reduceMax_y) 3'],
      ],
    ],
  },
  {
    group: 'linear maps',
    cases: [
      [
        'a Gemm with its matrix as PyTorch stores it',
        {
          inputs: VECTOR,
          nodes: [op('Gemm', 'x w b -> y', { transB: 1 })],
          weights: [weight('w', 10, 48), weight('b', 10)],
        },
        ['dense[10 units](x) 10, 490 params'],
      ],
      [
        'one the other way round, without offset',
        { inputs: VECTOR, nodes: [op('Gemm', 'x w -> y')], weights: [weight('w', 48, 10)] },
        ['dense[10 units](x) 10, 480 params'],
      ],
      [
        'a MatMul',
        { inputs: VECTOR, nodes: [op('MatMul', 'x w -> y')], weights: [weight('w', 48, 10)] },
        ['dense[10 units](x) 10, 480 params'],
      ],
      [
        'a MatMul and an Add',
        {
          inputs: VECTOR,
          nodes: [op('MatMul', 'x w -> a'), op('Add', 'b a -> y')],
          weights: [weight('w', 48, 10), weight('b', 10)],
        },
        ['dense[10 units](x) 10, 490 params'],
      ],
    ],
  },
  {
    group: 'sums of products with names for the axes',
    cases: [
      [
        'channels mixed at each position: a 1×1 convolution',
        {
          nodes: [op('Einsum', 'x w -> y', { equation: 'bchw, oc -> bohw' })],
          weights: [weight('w', 8, 3)],
        },
        ['conv2d[8 · 1×1](x) 32×32×8, 24 params'],
      ],
      [
        'a vector by a matrix',
        {
          inputs: VECTOR,
          nodes: [op('Einsum', 'x w -> y', { equation: 'nc,ck->nk' })],
          weights: [weight('w', 48, 10)],
        },
        ['dense[10 units](x) 10, 480 params'],
      ],
    ],
  },
  {
    group: 'normalisations',
    cases: [
      [
        'a batch norm',
        {
          nodes: [op('BatchNormalization', 'x g b m v -> y')],
          weights: [weight('g', 3), weight('b', 3), weight('m', 3), weight('v', 3)],
        },
        ['batchNorm[](x) 32×32×3, 6 params'],
      ],
      [
        'a batch norm of a vector',
        {
          inputs: VECTOR,
          nodes: [op('BatchNormalization', 'x g b m v -> y')],
          weights: [weight('g', 48), weight('b', 48), weight('m', 48), weight('v', 48)],
        },
        ['batchNorm[](x) 48, 96 params'],
      ],
      [
        'an instance norm: a group for each channel',
        {
          nodes: [op('InstanceNormalization', 'x g b -> y')],
          weights: [weight('g', 3), weight('b', 3)],
        },
        ['groupNorm[3 groups](x) 32×32×3, 6 params'],
      ],
      [
        'an instance norm that learns nothing: ones and zeros written into the graph',
        {
          nodes: [
            op('Constant', '-> g', { value_floats: { floats: [1, 1, 1] } }),
            op('Constant', '-> b', { value_floats: { floats: [0, 0, 0] } }),
            op('InstanceNormalization', 'x g b -> n'),
            op('Conv', 'n w -> y'),
          ],
          weights: [weight('w', 8, 3, 3, 3)],
        },
        [
          'groupNorm[3 groups](x) 32×32×3',
          'conv2d[8 · 3×3](instanceNormalization_n) 30×30×8, 216 params',
        ],
      ],
      [
        'one in a file that writes all weights into the graph',
        {
          nodes: [
            op('Constant', '-> g', { value_floats: { floats: [1, 1, 1] } }),
            op('Constant', '-> b', { value_floats: { floats: [0, 0, 0] } }),
            op('InstanceNormalization', 'x g b -> y'),
          ],
        },
        ['groupNorm[3 groups](x) 32×32×3, 6 params'],
      ],
      [
        'a group norm of opset 21',
        {
          opset: 21,
          inputs: { x: [1, 8, 4, 4] },
          nodes: [op('GroupNormalization', 'x g b -> y', { num_groups: 4 })],
          weights: [weight('g', 8), weight('b', 8)],
        },
        ['groupNorm[4 groups](x) 4×4×8, 16 params'],
      ],
      [
        'a layer norm of everything',
        {
          opset: 17,
          nodes: [op('LayerNormalization', 'x g b -> y', { axis: 1 })],
          weights: [weight('g', 3, 32, 32), weight('b', 3, 32, 32)],
        },
        ['layerNorm[over all](x) 32×32×3, 6144 params'],
      ],
      [
        'a layer norm of channels that were moved to the end',
        {
          opset: 17,
          nodes: [
            op('Transpose', 'x -> t', { perm: [0, 2, 3, 1] }),
            op('LayerNormalization', 't g b -> y'),
          ],
          weights: [weight('g', 3), weight('b', 3)],
        },
        ['permute[1, 2, 0](x) 32×32×3', 'layerNorm[over channels](transpose_t) 32×32×3, 6 params'],
      ],
      [
        'a local response norm',
        { nodes: [op('LRN', 'x -> y', { size: 5, alpha: { float: 1e-4 }, bias: { float: 2 } })] },
        ['localResponseNorm[size 5](x) 32×32×3'],
      ],
    ],
  },
  {
    group: 'joins',
    cases: [
      [
        'sums, products and concatenations, in the order of their inputs',
        {
          nodes: [
            op('Relu', 'x -> a'),
            op('Tanh', 'x -> b'),
            op('Add', 'b a -> c'),
            op('Sum', 'a b c -> d'),
            op('Mul', 'd c -> e'),
            op('Concat', 'e a b -> y', { axis: 1 }),
          ],
        },
        [
          'activation[relu](x) 32×32×3',
          'activation[tanh](x) 32×32×3',
          'add[](tanh_b, relu_a) 32×32×3',
          'add[](relu_a, tanh_b, add_c) 32×32×3',
          'multiply[](sum_d, add_c) 32×32×3',
          'concat[](mul_e, relu_a, tanh_b) 32×32×9',
        ],
      ],
      [
        'a gate of one value a channel',
        { nodes: [op('GlobalAveragePool', 'x -> g'), op('Mul', 'x g -> y')] },
        ['globalAvgPool2d[](x) 1×1×3', 'multiply[](x, globalAveragePool_g) 32×32×3'],
      ],
      [
        'concatenations along height and width, counted from the back too',
        {
          nodes: [
            op('Relu', 'x -> a'),
            op('Concat', 'x a -> b', { axis: 2 }),
            op('Concat', 'b b -> y', { axis: -1 }),
          ],
        },
        [
          'activation[relu](x) 32×32×3',
          'concat[along height](x, relu_a) 64×32×3',
          'concat[along width](concat_b, concat_b) 64×64×3',
        ],
      ],
      [
        'arithmetic that changes nothing',
        {
          nodes: [
            op('Add', 'x zero -> a'),
            op('Mul', 'one a -> b'),
            op('Sub', 'b zero -> c'),
            op('Div', 'c one -> d'),
            op('Relu', 'd -> y'),
          ],
          weights: [scalar('zero', 0), scalar('one', 1)],
        },
        ['activation[relu](x) 32×32×3'],
      ],
    ],
  },
])('$group', ({ cases }) => {
  it.each(cases)('%s', (_what, sketch, lines) => {
    expect(sketchedLayers(sketch)).toEqual(lines);
    expect(readSketch(sketch).opaque).toEqual([]);
  });
});

describe('parameters that the lines above do not show', () => {
  const params = (sketch: ModelSketch) =>
    [...readSketch(sketch).graph.nodes.values()].find(({ kind }) => kind !== 'input')?.params;

  it('are those of the file, as people wrote them before they were rounded to 32 bits', () => {
    expect(
      params({
        nodes: [
          op('BatchNormalization', 'x g b m v -> y', {
            epsilon: { float: 0.001 },
            momentum: { float: 0.99 },
          }),
        ],
        weights: [weight('g', 3), weight('b', 3), weight('m', 3), weight('v', 3)],
      }),
    ).toEqual({ affine: true, omits: 'nothing', epsilon: 0.001, momentum: 0.01 });
    expect(
      params({
        nodes: [
          op('LRN', 'x -> y', {
            size: 3,
            alpha: { float: 2e-5 },
            beta: { float: 0.7 },
            bias: { float: 1.5 },
          }),
        ],
      }),
    ).toEqual({ size: 3, alpha: 2e-5, beta: 0.7, k: 1.5 });
  });

  it.each([
    ['counts its padding', { count_include_pad: 1, pads: [1, 1, 1, 1] }, true],
    ['does not count its padding', { pads: [1, 1, 1, 1] }, false],
    ['has no padding to count', {}, true],
  ])('an average pool %s', (_what, attributes, countPadding) => {
    expect(
      params({ nodes: [op('AveragePool', 'x -> y', { kernel_shape: [3, 3], ...attributes })] }),
    ).toMatchObject({ countPadding });
  });
});
