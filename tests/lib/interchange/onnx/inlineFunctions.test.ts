import { describe, expect, it } from 'vitest';
import { type ModelSketch, op, weight } from '@/tests/support/onnxModel';
import { refusedSketch, sketchedLayers } from '@/tests/support/sketchedLayers';

const OWN = { domain: 'own' };

/** A reference to an attribute of the call. */
const referring = (name: string, to: string) => ({ name, refAttrName: to, type: 7 });

const CONV_BLOCK = {
  name: 'ConvBlock',
  domain: 'own',
  input: ['data', 'kernel', 'offset'],
  output: ['result'],
  attribute: ['strides'],
  node: [
    op('Conv', 'data kernel offset -> inner', {}, { attribute: [referring('strides', 'strides')] }),
    op('Relu', 'inner -> result'),
  ],
};

describe('functions that a file defines', () => {
  it('are written out with the names and attributes of each call', () => {
    const sketch: ModelSketch = {
      nodes: [
        op('ConvBlock', 'x w -> a', { strides: [2, 2] }, OWN),
        op('ConvBlock', 'a v b -> y', {}, OWN),
      ],
      functions: [CONV_BLOCK],
      weights: [weight('w', 8, 3, 3, 3), weight('v', 8, 8, 3, 3), weight('b', 8)],
    };
    expect(sketchedLayers(sketch)).toEqual([
      'conv2d[8 · 3×3 /2](x) 15×15×8, 216 params',
      'activation[relu](convBlock_a/Conv_inner) 15×15×8',
      'conv2d[8 · 3×3](convBlock_a/Relu_result) 13×13×8, 584 params',
      'activation[relu](convBlock_y/Conv_inner) 13×13×8',
    ]);
  });

  it('take attributes that the call leaves out from the function', () => {
    const leaky = {
      name: 'Leaky',
      domain: 'own',
      input: ['data'],
      output: ['result'],
      attributeProto: [{ name: 'slope', type: 1, f: 0.25 }],
      node: [
        op(
          'LeakyRelu',
          'data -> result',
          {},
          {
            attribute: [{ name: 'alpha', refAttrName: 'slope', type: 1 }],
          },
        ),
      ],
    };
    const nodes = [op('Leaky', 'x -> y', {}, OWN)];
    expect(sketchedLayers({ nodes, functions: [leaky] })).toEqual([
      'activation[leakyRelu](x) 32×32×3',
    ]);
  });

  it('may call each other', () => {
    const outer = {
      name: 'Outer',
      domain: 'own',
      input: ['a', 'k'],
      output: ['b'],
      node: [op('ConvBlock', 'a k -> c', {}, OWN), op('Tanh', 'c -> b')],
    };
    const nodes = [op('Outer', 'x w -> y', {}, OWN)];
    const functions = [outer, CONV_BLOCK];
    expect(sketchedLayers({ nodes, functions, weights: [weight('w', 8, 3, 3, 3)] })).toHaveLength(
      3,
    );
  });

  it('must not call themselves', () => {
    const endless = {
      name: 'Endless',
      domain: 'own',
      input: ['a'],
      output: ['b'],
      node: [op('Endless', 'a -> b', {}, OWN)],
    };
    expect(
      refusedSketch({ nodes: [op('Endless', 'x -> y', {}, OWN)], functions: [endless] }),
    ).toEqual({ code: 'CYCLE', message: 'The function “Endless” of the file calls itself.' });
  });

  it('must not multiply beyond all measure', () => {
    const functions = Array.from({ length: 30 }, (_, level) => ({
      name: `F${level}`,
      domain: 'own',
      input: ['a'],
      output: ['b'],
      node: [
        op(level === 29 ? 'Relu' : `F${level + 1}`, 'a -> c', {}, level === 29 ? {} : OWN),
        op(level === 29 ? 'Relu' : `F${level + 1}`, 'c -> b', {}, level === 29 ? {} : OWN),
      ],
    }));
    const error = refusedSketch({ nodes: [op('F0', 'x -> y', {}, OWN)], functions });
    expect(error.code).toBe('TOO_LARGE');
  });
});
