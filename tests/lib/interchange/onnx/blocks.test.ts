import { expect, it } from 'vitest';
import { floats, op, scalar, weight, wholes } from '@/tests/support/onnxModel';
import { readSketch, sketchedLayers } from '@/tests/support/sketchedLayers';

it('a ConvNeXt block comes out layer by layer, its layer scale as an affine layer', () => {
  const sketch = {
    opset: 17,
    inputs: { x: ['batch', 8, 14, 14] },
    nodes: [
      op('Conv', 'x k kb -> a', { group: 8, pads: [3, 3, 3, 3] }),
      op('Transpose', 'a -> b', { perm: [0, 2, 3, 1] }),
      op('LayerNormalization', 'b g h -> c', { axis: -1 }),
      op('MatMul', 'c w1 -> d'),
      op('Add', 'b1 d -> e'),
      op('Div', 'e root -> f1'),
      op('Erf', 'f1 -> f2'),
      op('Add', 'f2 one -> f3'),
      op('Mul', 'e f3 -> f4'),
      op('Mul', 'f4 half -> f'),
      op('MatMul', 'f w2 -> i'),
      op('Add', 'b2 i -> j'),
      op('Transpose', 'j -> l', { perm: [0, 3, 1, 2] }),
      op('Mul', 'scale l -> m'),
      op('Add', 'm x -> y'),
    ],
    weights: [
      weight('k', 8, 1, 7, 7),
      weight('kb', 8),
      weight('g', 8),
      weight('h', 8),
      weight('w1', 8, 32),
      weight('b1', 32),
      weight('w2', 32, 8),
      weight('b2', 8),
      weight('scale', 8, 1, 1),
      scalar('root', Math.SQRT2),
      scalar('one', 1),
      scalar('half', 0.5),
    ],
  };
  expect(sketchedLayers(sketch)).toEqual([
    'depthwiseConv2d[7×7 p3](x) 14×14×8, 400 params',
    'permute[1, 2, 0](conv_a) 14×14×8',
    'layerNorm[over channels](transpose_b) 14×14×8, 16 params',
    'dense[32 units](layerNormalization_c) 14×14×32, 288 params',
    'activation[gelu](dense) 14×14×32',
    'dense[8 units](activation) 14×14×8, 264 params',
    'permute[2, 0, 1](dense) 14×14×8',
    'affine[scale](transpose_l) 14×14×8, 8 params',
    'add[](mul_m, x) 14×14×8',
  ]);
  expect(readSketch(sketch).opaque).toEqual([]);
});

it('a squeeze-excitation gate as Keras writes it, with vectors in between', () => {
  const sketch = {
    inputs: { x: ['batch', 8, 14, 14] },
    nodes: [
      op('GlobalAveragePool', 'x -> a'),
      op('Squeeze', 'a axes -> b'),
      op('MatMul', 'b w1 -> c'),
      op('Relu', 'c -> d'),
      op('MatMul', 'd w2 -> e'),
      op('Sigmoid', 'e -> f'),
      op('Unsqueeze', 'f axes -> g'),
      op('Mul', 'x g -> y'),
    ],
    weights: [wholes('axes', [2, 3]), weight('w1', 8, 2), weight('w2', 2, 8)],
  };
  expect(sketchedLayers(sketch)).toEqual([
    'globalAvgPool2d[](x) 1×1×8',
    'flatten[](globalAveragePool_a) 8',
    'dense[2 units](squeeze_b) 2, 16 params',
    'activation[relu](matMul_c) 2',
    'dense[8 units](relu_d) 8, 16 params',
    'activation[sigmoid](matMul_e) 8',
    'reshape[8×1×1](sigmoid_f) 1×1×8',
    'multiply[](x, unsqueeze_g) 14×14×8',
  ]);
});

it('a decoder that resizes to the size of another map', () => {
  const sketch = {
    inputs: { x: ['batch', 8, 15, 15] },
    nodes: [
      op('MaxPool', 'x -> a', { kernel_shape: [2, 2], strides: [2, 2] }),
      op('Shape', 'x -> s'),
      op('Slice', 's two four zero -> hw'),
      op('Shape', 'a -> t'),
      op('Slice', 't zero two zero -> nc'),
      op('Concat', 'nc hw -> to', { axis: 0 }),
      op('Resize', 'a roi none to -> b', { mode: 'linear' }),
      op('Concat', 'b x -> y', { axis: 1 }),
    ],
    weights: [
      wholes('zero', [0]),
      wholes('two', [2]),
      wholes('four', [4]),
      floats('roi', []),
      floats('none', []),
    ],
  };
  expect(sketchedLayers(sketch)).toEqual([
    'maxPool2d[2×2 /2](x) 7×7×8',
    'upsample2d[×2.142857142857143 bilinear](maxPool_a) 15×15×8',
    'concat[](resize_b, x) 15×15×16',
  ]);
});
