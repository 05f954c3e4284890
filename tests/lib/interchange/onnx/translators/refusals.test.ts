import { describe, expect, it } from 'vitest';
import { type ModelSketch, op, scalar, weight, wholes } from '@/tests/support/onnxModel';
import { readSketch, sketchedLayers } from '@/tests/support/sketchedLayers';

const VECTOR = { x: [1, 48] };

describe('operators that are known, with parameters that no layer has', () => {
  it.each<[string, ModelSketch, string]>([
    [
      'AveragePool',
      { nodes: [op('AveragePool', 'x -> y', { kernel_shape: [3, 3], dilations: [2, 2] })] },
      'Its window has gaps.',
    ],
    [
      'ReduceMean',
      { nodes: [op('ReduceMean', 'x -> y', { axes: [3] })] },
      'It takes a mean that is not one over each map.',
    ],
    [
      'Gemm',
      {
        inputs: VECTOR,
        nodes: [op('Gemm', 'x w -> y', { alpha: { float: 0.5 } })],
        weights: [weight('w', 48, 10)],
      },
      'It scales its product.',
    ],
    [
      'MatMul',
      { nodes: [op('MatMul', 'x x -> y')] },
      'It multiplies matrices that are not an input and a stored matrix.',
    ],
    [
      'Gemm',
      { inputs: VECTOR, nodes: [op('Gemm', 'x w -> y')], weights: [weight('w', 50, 10)] },
      'Its matrix is made for 50 features, and its input has 48.',
    ],
    [
      'Softmax',
      { nodes: [op('Softmax', 'x -> y')] },
      'It does not run over the channels of each position.',
    ],
    [
      'Softmax',
      { opset: 11, nodes: [op('Softmax', 'x -> y')] },
      'It does not run over the channels of each position.',
    ],
    [
      'LayerNormalization',
      {
        opset: 17,
        nodes: [op('LayerNormalization', 'x g b -> y')],
        weights: [weight('g', 32), weight('b', 32)],
      },
      'It normalises neither the channels of each position nor the whole sample.',
    ],
    [
      'Reshape',
      { nodes: [op('Reshape', 'x s -> y')], weights: [wholes('s', [3, 1024])] },
      'It moves the batch axis.',
    ],
    ['Transpose', { nodes: [op('Transpose', 'x -> y')] }, 'It moves the batch axis.'],
    ['Flatten', { nodes: [op('Flatten', 'x -> y', { axis: 0 })] }, 'It flattens the batch, too.'],
    [
      'Pad',
      { nodes: [op('Pad', 'x -> y', { value: 1.5, pads: [0, 0, 1, 1, 0, 0, 1, 1] })] },
      'It pads with something else than zeros.',
    ],
    [
      'Div',
      { nodes: [op('Div', 'c x -> y')], weights: [scalar('c', 2)] },
      'Layerboard has no layer that divides.',
    ],
    [
      'Mul',
      { nodes: [op('Mul', 'x c -> y')], weights: [weight('c', 32)] },
      'It multiplies by a constant that is not one learned value for each channel.',
    ],
    [
      'Einsum',
      {
        nodes: [op('Einsum', 'x w -> y', { equation: 'bchw,wk->bchk' })],
        weights: [weight('w', 32, 7)],
      },
      'It sums products in a way that no layer does: bchw,wk->bchk.',
    ],
    [
      'Slice',
      {
        nodes: [op('Slice', 'x s e a st -> y')],
        weights: [wholes('s', [-1]), wholes('e', [-99]), wholes('a', [3]), wholes('st', [-1])],
      },
      'It reads backwards.',
    ],
    [
      'Resize',
      {
        nodes: [op('Resize', 'x _ s -> y', { mode: 'cubic' })],
        weights: [wholes('s', [1, 1, 2, 2])],
      },
      'It resizes in the mode “cubic”.',
    ],
    [
      'Concat',
      { nodes: [op('Concat', 'x c -> y', { axis: 1 })], weights: [weight('c', 1, 2, 32, 32)] },
      'It joins computed values with constants.',
    ],
    [
      'Add',
      {
        inputs: { x: [1, 3, 32, 32], z: [1, 3, 16, 16] },
        nodes: [op('Add', 'x z -> y')],
      },
      'Add needs inputs of one shape: input 1 is 32×32×3, input 2 is 16×16×3.',
    ],
    [
      'Gather',
      { nodes: [op('Gather', 'x i -> y', { axis: 1 })], weights: [wholes('i', [2, 1, 0])] },
      'It picks positions that are no even steps.',
    ],
  ])('%s is opaque and says why', (operator, sketch, reason) => {
    expect(readSketch(sketch).opaque).toEqual([
      { node: `${operator.charAt(0).toLowerCase()}${operator.slice(1)}_y`, operator, reason },
    ]);
  });
});

describe('what is left out with a note', () => {
  it.each(['reflect', 'edge'])('padding in the mode “%s”, which is shown as zeros', (mode) => {
    const nodes = [op('Pad', 'x -> y', { mode, pads: [0, 0, 1, 2, 0, 0, 3, 4] })];
    expect(sketchedLayers({ nodes })).toEqual(['zeroPad2d[1,3,2,4](x) 36×38×3']);
    expect(readSketch({ nodes }).notes).toEqual([
      'Some padding repeats or mirrors the map instead of adding zeros; it is shown as zeros, of the same size.',
    ]);
  });
});
