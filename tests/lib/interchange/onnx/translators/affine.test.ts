import { describe, expect, it } from 'vitest';
import { floats, type ModelSketch, op, scalar, weight } from '@/tests/support/onnxModel';
import { readSketch, sketchedLayers } from '@/tests/support/sketchedLayers';

type Case = readonly [what: string, sketch: ModelSketch, lines: readonly string[]];

const LAST = op('Transpose', 'x -> t', { perm: [0, 2, 3, 1] });
const MOVED = 'permute[1, 2, 0](x) 32×32×3';

describe('a constant with one value for each channel', () => {
  it.each<Case>([
    [
      'multiplied',
      { nodes: [op('Mul', 'x s -> y')], weights: [weight('s', 3, 1, 1)] },
      ['affine[scale](x) 32×32×3, 3 params'],
    ],
    [
      'multiplied from the left, with the batch',
      { nodes: [op('Mul', 's x -> y')], weights: [weight('s', 1, 3, 1, 1)] },
      ['affine[scale](x) 32×32×3, 3 params'],
    ],
    [
      'added',
      { nodes: [op('Add', 'x b -> y')], weights: [weight('b', 3, 1, 1)] },
      ['affine[shift](x) 32×32×3, 3 params'],
    ],
    [
      'multiplied and another one added: a frozen batch norm',
      {
        nodes: [op('Mul', 'x s -> t'), op('Add', 'b t -> y')],
        weights: [weight('s', 1, 3, 1, 1), weight('b', 1, 3, 1, 1)],
      },
      ['affine[scale + shift](x) 32×32×3, 6 params'],
    ],
    [
      'multiplied, and the product read twice',
      {
        nodes: [op('Mul', 'x s -> t'), op('Add', 't b -> u'), op('Add', 't u -> y')],
        weights: [weight('s', 3, 1, 1), weight('b', 3, 1, 1)],
      },
      [
        'affine[scale](x) 32×32×3, 3 params',
        'affine[shift](mul_t) 32×32×3, 3 params',
        'add[](mul_t, add_u) 32×32×3',
      ],
    ],
    [
      'multiplied where the channels stand last',
      { nodes: [LAST, op('Mul', 't s -> y')], weights: [weight('s', 3)] },
      [MOVED, 'affine[scale](transpose_t) 32×32×3, 3 params'],
    ],
    [
      'added to a vector',
      { inputs: { x: [1, 48] }, nodes: [op('Add', 'x b -> y')], weights: [weight('b', 48)] },
      ['affine[shift](x) 48, 48 params'],
    ],
  ])('is an affine layer: %s', (_what, sketch, lines) => {
    expect(sketchedLayers(sketch)).toEqual(lines);
    expect(readSketch(sketch).opaque).toEqual([]);
  });

  it.each<readonly [what: string, sketch: ModelSketch]>([
    ['a value for each column', { nodes: [op('Mul', 'x s -> y')], weights: [weight('s', 32)] }],
    [
      'a value for each pixel',
      { nodes: [op('Mul', 'x s -> y')], weights: [weight('s', 3, 32, 32)] },
    ],
  ])('is not: %s', (_what, sketch) => {
    expect(readSketch(sketch).opaque).toEqual([
      {
        node: 'mul_y',
        operator: 'Mul',
        reason: 'It multiplies by a constant that is not one learned value for each channel.',
      },
    ]);
  });
});

const PARAMETER = 'stages.0.0.skipinit_gain';

describe('a single number', () => {
  it.each<Case>([
    [
      'multiplied: the scaled residual of Inception-ResNet',
      { nodes: [op('Mul', 'x c -> y')], weights: [scalar('c', 0.17)] },
      ['scale[×0.17](x) 32×32×3'],
    ],
    [
      'divided by',
      { nodes: [op('Div', 'x c -> y')], weights: [scalar('c', 8)] },
      ['scale[×0.125](x) 32×32×3'],
    ],
    [
      'added, and something subtracted from it',
      {
        nodes: [op('Add', 'c x -> a'), op('Sub', 'c a -> y')],
        weights: [scalar('c', 3)],
      },
      ['scale[+3](x) 32×32×3', 'scale[×−1 +3](add_a) 32×32×3'],
    ],
    [
      'multiplied and another one added: one layer',
      {
        nodes: [op('Mul', 'x c -> a'), op('Sub', 'a d -> y')],
        weights: [scalar('c', 0.5), scalar('d', 2)],
      },
      ['scale[×0.5 −2](x) 32×32×3'],
    ],
    ['negated', { nodes: [op('Neg', 'x -> y')] }, ['scale[×−1](x) 32×32×3']],
    [
      'learned, by its name: NFNet’s SkipInit',
      { nodes: [op('Mul', `x ${PARAMETER} -> y`)], weights: [scalar(PARAMETER, 0)] },
      ['scale[×learned](x) 32×32×3, 1 params'],
    ],
    [
      'learned, with an axis of its own',
      { nodes: [op('Mul', 'x s -> y')], weights: [floats('s', [2], [1, 1, 1])] },
      ['scale[×learned](x) 32×32×3, 1 params'],
    ],
    [
      'learned, its value not in the file',
      { nodes: [op('Mul', 'x s -> y')], weights: [weight('s', 1)] },
      ['scale[×learned](x) 32×32×3, 1 params'],
    ],
    [
      'lifted out of the graph by an exporter',
      { nodes: [op('Mul', 'x onnx::Mul_12 -> y')], weights: [scalar('onnx::Mul_12', 2)] },
      ['scale[×2](x) 32×32×3'],
    ],
    [
      'that changes nothing',
      { nodes: [op('Mul', 'x c -> a'), op('Relu', 'a -> y')], weights: [scalar('c', 1)] },
      ['activation[relu](x) 32×32×3'],
    ],
  ])('is a scale: %s', (_what, sketch, lines) => {
    expect(sketchedLayers(sketch)).toEqual(lines);
    expect(readSketch(sketch)).toMatchObject({ opaque: [], notes: [] });
  });

  it.each<readonly [what: string, sketch: ModelSketch]>([
    ['a learned offset', { nodes: [op('Add', 'x s -> y')], weights: [weight('s', 1)] }],
    [
      'a division by what is learned',
      { nodes: [op('Div', 'x s -> y')], weights: [weight('s', 1)] },
    ],
    ['a division by zero', { nodes: [op('Div', 'x c -> y')], weights: [scalar('c', 0)] }],
    ['more axes', { nodes: [op('Mul', 'x s -> y')], weights: [floats('s', [2], [1, 1, 1, 1, 1])] }],
  ])('is not: %s', (_what, sketch) => {
    expect(readSketch(sketch).opaque).toHaveLength(1);
  });
});
