import { describe, expect, it } from 'vitest';
import { type ModelSketch, op, scalar, wholes } from '@/tests/support/onnxModel';
import { readSketch, sketchedLayers } from '@/tests/support/sketchedLayers';

/** A network, and the layers that it becomes. */
type Case = readonly [what: string, sketch: ModelSketch, lines: readonly string[]];

const VECTOR = { x: [1, 48] };

describe.each<{ readonly group: string; readonly cases: readonly Case[] }>([
  {
    group: 'blocks of pixels',
    cases: [
      [
        'a SpaceToDepth, positions first',
        { nodes: [op('SpaceToDepth', 'x -> y', { blocksize: 4 })] },
        ['spaceToDepth[/4](x) 8×8×48'],
      ],
      [
        'a DepthToSpace as PyTorch shuffles pixels',
        {
          inputs: { x: [1, 12, 8, 8] },
          nodes: [op('DepthToSpace', 'x -> y', { blocksize: 2, mode: 'CRD' })],
        },
        ['depthToSpace[×2](x) 16×16×3'],
      ],
      [
        'a pixel shuffle before opset 11',
        {
          opset: 9,
          inputs: { x: [1, 12, 8, 10] },
          nodes: [
            op('Reshape', 'x s -> a'),
            op('Transpose', 'a -> b', { perm: [0, 1, 4, 2, 5, 3] }),
            op('Reshape', 'b t -> y'),
          ],
          weights: [wholes('s', [-1, 3, 2, 2, 8, 10]), wholes('t', [-1, 3, 16, 20])],
        },
        ['depthToSpace[×2](x) 16×20×3'],
      ],
      [
        'a pixel unshuffle',
        {
          nodes: [
            op('Reshape', 'x s -> a'),
            op('Transpose', 'a -> b', { perm: [0, 1, 3, 5, 2, 4] }),
            op('Reshape', 'b t -> y'),
          ],
          weights: [wholes('s', [-1, 3, 16, 2, 16, 2]), wholes('t', [-1, 12, 16, 16])],
        },
        ['spaceToDepth[/2](x) 16×16×12'],
      ],
      [
        'the stem of TResNet',
        {
          nodes: [
            op('Reshape', 'x s -> a'),
            op('Transpose', 'a -> b', { perm: [0, 3, 5, 1, 2, 4] }),
            op('Reshape', 'b t -> y'),
          ],
          weights: [wholes('s', [1, 3, 8, 4, 8, 4]), wholes('t', [1, 48, 8, 8])],
        },
        ['spaceToDepth[/4](x) 8×8×48'],
      ],
      [
        'depth to space, positions first, written out',
        {
          inputs: { x: [1, 12, 8, 8] },
          nodes: [
            op('Reshape', 'x s -> a'),
            op('Transpose', 'a -> b', { perm: [0, 3, 4, 1, 5, 2] }),
            op('Reshape', 'b t -> y'),
          ],
          weights: [wholes('s', [1, 2, 2, 3, 8, 8]), wholes('t', [1, 3, 16, 16])],
        },
        ['depthToSpace[×2](x) 16×16×3'],
      ],
    ],
  },
  {
    group: 'repeating',
    cases: [
      [
        'a gate that a product stretches anyway',
        {
          nodes: [
            op('GlobalAveragePool', 'x -> g'),
            op('Shape', 'x -> s'),
            op('Expand', 'g s -> e'),
            op('Mul', 'x e -> y'),
          ],
        },
        ['globalAvgPool2d[](x) 1×1×3', 'multiply[](x, globalAveragePool_g) 32×32×3'],
      ],
      [
        'one position over a map that something else reads',
        {
          nodes: [
            op('GlobalAveragePool', 'x -> g'),
            op('Shape', 'x -> s'),
            op('Expand', 'g s -> e'),
            op('Concat', 'x e -> y', { axis: 1 }),
          ],
        },
        [
          'globalAvgPool2d[](x) 1×1×3',
          'upsample2d[×32 nearest](globalAveragePool_g) 32×32×3',
          'concat[](x, expand_e) 32×32×6',
        ],
      ],
    ],
  },
  {
    group: 'shapes',
    cases: [
      ['a flatten', { nodes: [op('Flatten', 'x -> y')] }, ['flatten[](x) 3072']],
      [
        'a reshape to a vector',
        { nodes: [op('Reshape', 'x s -> y')], weights: [wholes('s', [1, -1])] },
        ['flatten[](x) 3072'],
      ],
      [
        'a reshape to a vector of a batch of 8',
        {
          inputs: { x: [8, 3, 4, 4] },
          nodes: [op('Reshape', 'x s -> y')],
          weights: [wholes('s', [-1, 48])],
        },
        ['flatten[](x) 48'],
      ],
      [
        'any other reshape',
        { nodes: [op('Reshape', 'x s -> y')], weights: [wholes('s', [0, 12, 16, -1])] },
        ['reshape[12×16×16](x) 16×16×12'],
      ],
      [
        'a reshape to what is there already',
        {
          nodes: [op('Reshape', 'x s -> a'), op('Relu', 'a -> y')],
          weights: [wholes('s', [0, 3, 32, 32])],
        },
        ['activation[relu](x) 32×32×3'],
      ],
      [
        'a squeeze of a map of one pixel',
        { nodes: [op('GlobalAveragePool', 'x -> g'), op('Squeeze', 'g -> y', { axes: [2, 3] })] },
        ['globalAvgPool2d[](x) 1×1×3', 'flatten[](globalAveragePool_g) 3'],
      ],
      [
        'a vector as a map of one pixel',
        {
          inputs: VECTOR,
          nodes: [op('Unsqueeze', 'x a -> y')],
          weights: [wholes('a', [2, -1])],
        },
        ['reshape[48×1×1](x) 1×1×48'],
      ],
      [
        'transpositions',
        {
          nodes: [
            op('Transpose', 'x -> a', { perm: [0, 1, 2, 3] }),
            op('Transpose', 'a -> b', { perm: [0, 2, 3, 1] }),
            op('Transpose', 'b -> y', { perm: [0, 3, 1, 2] }),
            op('Relu', 'a -> z'),
          ],
          outputs: ['y', 'z'],
        },
        [
          'permute[1, 2, 0](x) 32×32×3',
          'permute[2, 0, 1](transpose_b) 32×32×3',
          'activation[relu](x) 32×32×3',
        ],
      ],
      [
        'zeros around a map, and behind its channels',
        {
          nodes: [op('Pad', 'x p -> y')],
          weights: [wholes('p', [0, 0, 1, 2, 0, 5, 3, 4])],
        },
        ['zeroPad2d[1,3,2,4 +5 channels](x) 36×38×8'],
      ],
      [
        'padding as attributes, of named axes, and of nothing',
        {
          opset: 18,
          nodes: [
            op('Pad', 'x -> a', { pads: [0, 0, 1, 1, 0, 0, 1, 1] }),
            op('Pad', 'a none -> b'),
            op('Pad', 'b p _ ax -> y'),
          ],
          weights: [wholes('none', new Array(8).fill(0)), wholes('p', [1, 2]), wholes('ax', [-1])],
        },
        ['zeroPad2d[1,1,1,1](x) 34×34×3', 'zeroPad2d[0,0,1,2](pad_a) 34×37×3'],
      ],
      [
        'padding that takes away',
        { nodes: [op('Pad', 'x -> y', { pads: [0, 0, -1, 0, 0, 0, -2, -3] })] },
        ['slice[h[1:30] w[0:29]](x) 29×29×3'],
      ],
      [
        'slices with attributes, and of several axes with steps',
        {
          opset: 10,
          nodes: [
            op('Slice', 'x -> a', { starts: [1], ends: [1000], axes: [1] }),
            op('Relu', 'a -> b'),
            op('Slice', 'b s e ax st -> y'),
          ],
          weights: [
            wholes('s', [1, -6]),
            wholes('e', [2 ** 53, -1]),
            wholes('ax', [2, 3]),
            wholes('st', [2, 3]),
          ],
        },
        [
          'slice[c[1:]](x) 32×32×2',
          'activation[relu](slice_a) 32×32×2',
          'slice[h[1::2] w[26::3]](relu_b) 16×2×2',
        ],
      ],
      [
        'a slice of everything',
        {
          opset: 9,
          nodes: [
            op('Slice', 'x -> a', { starts: [0, 0], ends: [99, 99], axes: [2, 3] }),
            op('Relu', 'a -> y'),
          ],
        },
        ['activation[relu](x) 32×32×3'],
      ],
      [
        'channels picked in even steps',
        { nodes: [op('Gather', 'x i -> y', { axis: 1 })], weights: [wholes('i', [0, 2])] },
        ['slice[c[0::2]](x) 32×32×2'],
      ],
      [
        'channels split by an attribute, by an input and evenly',
        {
          inputs: { x: [1, 9, 4, 4] },
          nodes: [
            op('Split', 'x -> a b', { axis: 1, split: [3, 6] }),
            op('Split', 'b s -> c d', { axis: 1 }),
            op('Split', 'x -> e f', { axis: 1 }),
            op('Concat', 'd a c f e -> y', { axis: 1 }),
          ],
          weights: [wholes('s', [2, 4])],
        },
        [
          'split[3 + 6](x) 4×4×3 4×4×6',
          'split[2 + 4](split_a:1) 4×4×2 4×4×4',
          'split[5 + 4](x) 4×4×5 4×4×4',
          'concat[](split_c:1, split_a, split_c, split_e:1, split_e) 4×4×18',
        ],
      ],
      [
        'rows split',
        { nodes: [op('Split', 'x -> a b', { axis: 2 }), op('Add', 'a b -> y')] },
        [
          'slice[h[0:16]](x) 16×32×3',
          'slice[h[16:]](x) 16×32×3',
          'add[](split_a, split_a_2) 16×32×3',
        ],
      ],
      [
        'a map made to repeat nothing',
        {
          nodes: [op('Expand', 'x s -> a'), op('Relu', 'a -> y')],
          weights: [wholes('s', [1, 1, 32, 1])],
        },
        ['activation[relu](x) 32×32×3'],
      ],
    ],
  },
  {
    group: 'resizing',
    cases: [
      [
        'by factors in an attribute',
        { opset: 7, nodes: [op('Upsample', 'x -> y', { scales: { floats: [1, 1, 2, 3] } })] },
        ['upsample2d[×2×3 nearest](x) 64×96×3'],
      ],
      [
        'by factors in an input',
        {
          nodes: [op('Resize', 'x _ s -> y', { mode: 'linear' })],
          weights: [{ ...wholes('s', [1, 1, 2, 2]) }],
        },
        ['upsample2d[×2 bilinear](x) 64×64×3'],
      ],
      [
        'to a size, exactly, even where the factor is no round number',
        { nodes: [op('Resize', 'x _ _ s -> y')], weights: [wholes('s', [1, 3, 77, 49])] },
        ['upsample2d[×2.40625×1.53125 nearest](x) 77×49×3'],
      ],
      [
        'of named axes only',
        {
          opset: 18,
          nodes: [op('Resize', 'x _ _ s -> y', { axes: [2, 3] })],
          weights: [wholes('s', [16, 48])],
        },
        ['upsample2d[×0.5×1.5 nearest](x) 16×48×3'],
      ],
    ],
  },
  {
    group: 'what passes its input on',
    cases: [
      [
        'an identity',
        { nodes: [op('Identity', 'x -> a'), op('Relu', 'a -> y')] },
        ['identity[](x) 32×32×3', 'activation[relu](identity_a) 32×32×3'],
      ],
      [
        'an identity that only names an output',
        { nodes: [op('Relu', 'x -> a'), op('Identity', 'a -> y')] },
        ['activation[relu](x) 32×32×3'],
      ],
      [
        'casts',
        { nodes: [op('Cast', 'x -> a', { to: 10 }), op('Relu', 'a -> y')] },
        ['activation[relu](x) 32×32×3'],
      ],
      [
        'dropout, with its rate as an attribute or an input',
        {
          nodes: [
            op('Dropout', 'x -> a', { ratio: { float: 0.25 } }),
            op('Dropout', 'a r t -> b mask'),
            op('Dropout', 'b -> y'),
          ],
          weights: [scalar('r', 0.1), wholes('t', [1], [])],
        },
        [
          'dropout[0.25](x) 32×32×3',
          'dropout[0.1](dropout_a) 32×32×3',
          'dropout[0.5](dropout_b) 32×32×3',
        ],
      ],
    ],
  },
])('$group', ({ cases }) => {
  it.each(cases)('%s', (_what, sketch, lines) => {
    expect(sketchedLayers(sketch)).toEqual(lines);
    expect(readSketch(sketch).opaque).toEqual([]);
  });
});
