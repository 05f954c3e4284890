import { describe, expect, it } from 'vitest';
import { type ModelSketch, op, scalar } from '@/tests/support/onnxModel';
import { sketchedLayers } from '@/tests/support/sketchedLayers';

const NUMBERS = [
  scalar('half', 0.5),
  scalar('one', 1),
  scalar('two', 2),
  scalar('three', 3),
  scalar('six', 6),
  scalar('zero', 0),
  scalar('sixth', 1 / 6),
  scalar('root', Math.SQRT2),
  scalar('inverse', Math.SQRT1_2),
  scalar('cubic', 0.044715),
  scalar('slope', Math.sqrt(2 / Math.PI)),
  scalar('quick', 1.702),
];

const layers = (nodes: ModelSketch['nodes'], outputs = ['y']) =>
  sketchedLayers({ nodes, weights: NUMBERS, outputs });

describe('activations written out in arithmetic', () => {
  it.each<[string, string, ModelSketch['nodes']]>([
    ['silu', 'x · sigmoid(x)', [op('Sigmoid', 'x -> a'), op('Mul', 'x a -> y')]],
    [
      'silu',
      'x / (1 + exp(−x))',
      [op('Neg', 'x -> a'), op('Exp', 'a -> b'), op('Add', 'b one -> c'), op('Div', 'x c -> y')],
    ],
    [
      'hardSwish',
      'x · hardSigmoid(x)',
      [op('HardSigmoid', 'x -> a', { alpha: 1 / 6, beta: 0.5 }), op('Mul', 'a x -> y')],
    ],
    [
      'hardSwish',
      'x · clip(x + 3) / 6',
      [
        op('Add', 'x three -> a'),
        op('Clip', 'a zero six -> b'),
        op('Mul', 'x b -> c'),
        op('Div', 'c six -> y'),
      ],
    ],
    [
      'hardSwish',
      'x · (clip(x + 3) / 6)',
      [
        op('Add', 'x three -> a'),
        op('Clip', 'a zero six -> b'),
        op('Mul', 'b sixth -> c'),
        op('Mul', 'x c -> y'),
      ],
    ],
    [
      'hardSigmoid',
      'clip(x + 3) / 6',
      [op('Add', 'x three -> a'), op('Clip', 'a zero six -> b'), op('Div', 'b six -> y')],
    ],
    ['relu6', 'min(max(x, 0), 6)', [op('Max', 'x zero -> a'), op('Min', 'a six -> y')]],
    [
      'gelu',
      'x · (1 + erf(x / √2)) · ½',
      [
        op('Div', 'x root -> a'),
        op('Erf', 'a -> b'),
        op('Add', 'b one -> c'),
        op('Mul', 'x c -> d'),
        op('Mul', 'd half -> y'),
      ],
    ],
    [
      'gelu',
      '(½ · x) · (1 + erf(x · 1/√2))',
      [
        op('Mul', 'x half -> h'),
        op('Mul', 'x inverse -> a'),
        op('Erf', 'a -> b'),
        op('Add', 'b one -> c'),
        op('Mul', 'h c -> y'),
      ],
    ],
    [
      'gelu',
      '½ · x · (1 + tanh(√(2/π) · (x + 0.044715 · x³)))',
      [
        op('Mul', 'x x -> q'),
        op('Mul', 'q x -> a'),
        op('Mul', 'a cubic -> b'),
        op('Add', 'x b -> c'),
        op('Mul', 'c slope -> d'),
        op('Tanh', 'd -> e'),
        op('Add', 'e one -> f'),
        op('Mul', 'x f -> g'),
        op('Mul', 'g half -> y'),
      ],
    ],
  ])('%s as %s', (name, _how, nodes) => {
    expect(layers(nodes)).toEqual([`activation[${name}](x) 32×32×3`]);
  });

  it('in a chain of layers, with the input read elsewhere too', () => {
    expect(
      layers([
        op('Relu', 'x -> r'),
        op('Sigmoid', 'r -> a'),
        op('Mul', 'r a -> b'),
        op('Add', 'b r -> y'),
      ]),
    ).toEqual([
      'activation[relu](x) 32×32×3',
      'activation[silu](relu_r) 32×32×3',
      'add[](activation, relu_r) 32×32×3',
    ]);
  });
});

describe('arithmetic that is no activation', () => {
  it('two activations in a row stay two', () => {
    expect(layers([op('Relu', 'x -> a'), op('Clip', 'a zero six -> y')])).toEqual([
      'activation[relu](x) 32×32×3',
      'activation[relu6](relu_a) 32×32×3',
    ]);
  });

  it('a gate of something else stays a gate', () => {
    expect(layers([op('Relu', 'x -> r'), op('Sigmoid', 'x -> a'), op('Mul', 'r a -> y')])).toEqual([
      'activation[relu](x) 32×32×3',
      'activation[sigmoid](x) 32×32×3',
      'multiply[](relu_r, sigmoid_a) 32×32×3',
    ]);
  });

  it('inner values that are read elsewhere stay to be read', () => {
    expect(layers([op('Sigmoid', 'x -> a'), op('Mul', 'x a -> y')], ['y', 'a'])).toEqual([
      'activation[sigmoid](x) 32×32×3',
      'multiply[](x, sigmoid_a) 32×32×3',
    ]);
  });

  it('a function that only looks like one keeps its parts: x · sigmoid(1.702 x)', () => {
    expect(
      layers([op('Mul', 'x quick -> a'), op('Sigmoid', 'a -> b'), op('Mul', 'x b -> y')]),
    ).toEqual([
      'scale[×1.702](x) 32×32×3',
      'activation[sigmoid](mul_a) 32×32×3',
      'multiply[](x, sigmoid_b) 32×32×3',
    ]);
  });

  it('a softplus and a tanh without the product of a mish stay two', () => {
    expect(layers([op('Softplus', 'x -> a'), op('Tanh', 'a -> y')])).toEqual([
      'activation[softplus](x) 32×32×3',
      'activation[tanh](softplus_a) 32×32×3',
    ]);
  });
});
