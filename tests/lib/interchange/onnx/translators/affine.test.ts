import { describe, expect, it } from 'vitest';
import { floats, type ModelSketch, op, weight } from '@/tests/support/onnxModel';
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
    [
      'a single number for all channels',
      { nodes: [op('Mul', 'x s -> y')], weights: [floats('s', [2], [1, 1, 1])] },
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
