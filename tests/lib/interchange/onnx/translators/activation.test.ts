import { describe, expect, it } from 'vitest';
import {
  type AttributeValue,
  type ModelSketch,
  op,
  scalar,
  weight,
} from '@/tests/support/onnxModel';
import { readSketch } from '@/tests/support/sketchedLayers';

/** Kind and parameters of the layers between input and output. */
function layersOf(sketch: ModelSketch) {
  return [...readSketch(sketch).graph.nodes.values()].flatMap(({ kind, params }) =>
    kind === 'input' || kind === 'output' ? [] : [{ kind, params }],
  );
}

describe('activations', () => {
  it.each<[string, Readonly<Record<string, AttributeValue>>, object]>([
    ['Relu', {}, { function: 'relu' }],
    ['Sigmoid', {}, { function: 'sigmoid' }],
    ['Tanh', {}, { function: 'tanh' }],
    ['HardSwish', {}, { function: 'hardSwish' }],
    ['Gelu', {}, { function: 'gelu' }],
    ['Swish', {}, { function: 'silu' }],
    ['Mish', {}, { function: 'mish' }],
    ['Softplus', {}, { function: 'softplus' }],
    ['Selu', {}, { function: 'selu' }],
    ['Selu', { alpha: { float: 1.6732632 }, gamma: { float: 1.050701 } }, { function: 'selu' }],
    ['Celu', {}, { function: 'elu', slope: 1 }],
    ['LeakyRelu', {}, { function: 'leakyRelu', slope: 0.01 }],
    ['LeakyRelu', { alpha: { float: 0.1 } }, { function: 'leakyRelu', slope: 0.1 }],
    ['Elu', {}, { function: 'elu', slope: 1 }],
    ['HardSigmoid', { alpha: 1 / 6, beta: 0.5 }, { function: 'hardSigmoid' }],
    ['Clip', { min: { float: 0 }, max: { float: 6 } }, { function: 'relu6' }],
    ['Clip', { min: { float: 0 }, max: { float: 3.4028234663852886e38 } }, { function: 'relu' }],
  ])('%s %o', (operator, attributes, params) => {
    const [layer, ...rest] = layersOf({ nodes: [op(operator, 'x -> y', attributes)] });
    expect(layer).toMatchObject({ kind: 'activation', params });
    expect(rest).toEqual([]);
  });

  it('Clip with its bounds as inputs, one of them left out', () => {
    const weights = [scalar('low', 0), scalar('high', 6)];
    expect(layersOf({ nodes: [op('Clip', 'x low high -> y')], weights })[0]?.params).toMatchObject({
      function: 'relu6',
    });
    expect(layersOf({ nodes: [op('Clip', 'x low -> y')], weights })[0]?.params).toMatchObject({
      function: 'relu',
    });
  });

  it.each<[string, Readonly<Record<string, AttributeValue>>, string]>([
    ['HardSigmoid', {}, 'Its slope is not 1/6, or its middle is not 1/2.'],
    [
      'Clip',
      { min: { float: -1 }, max: { float: 1 } },
      'It cuts values off at other bounds than 0 and 6.',
    ],
    ['Softsign', {}, 'Layerboard has no layer for this operator.'],
    ['Selu', { alpha: { float: 1 } }, 'Its numbers are not those of the paper.'],
    ['Celu', { alpha: { float: 2 } }, 'Its curve is not that of an ELU.'],
  ])(
    '%s with other parameters is opaque, and its shape is still known',
    (operator, attributes, reason) => {
      const [layer] = layersOf({ nodes: [op(operator, 'x -> y', attributes)] });
      expect(layer).toMatchObject({
        kind: 'opaque',
        params: { operator, reason, shapes: [[3, 32, 32]] },
      });
    },
  );

  it.each<[string, ModelSketch, object]>([
    [
      'with a slope for each channel',
      { nodes: [op('PRelu', 'x s -> y')], weights: [weight('s', 3, 1, 1)] },
      { kind: 'prelu', params: { slopes: 'channel', initial: 0.25 } },
    ],
    [
      'with one slope for all',
      { nodes: [op('PRelu', 'x s -> y')], weights: [weight('s', 1, 1, 1)] },
      { kind: 'prelu', params: { slopes: 'layer', initial: 0.25 } },
    ],
    [
      'of a vector',
      { inputs: { x: [1, 48] }, nodes: [op('PRelu', 'x s -> y')], weights: [weight('s', 48)] },
      { kind: 'prelu', params: { slopes: 'channel', initial: 0.25 } },
    ],
    [
      'with a slope that nobody learns',
      {
        nodes: [op('Constant', '-> s', { value_float: { float: 0.3 } }), op('PRelu', 'x s -> y')],
        weights: [weight('unused', 1)],
      },
      { kind: 'activation', params: { function: 'leakyRelu', slope: 0.3 } },
    ],
  ])('PRelu %s', (_what, sketch, layer) => {
    expect(layersOf(sketch)).toEqual([layer]);
  });

  it.each([
    ['over the channels of a map', { nodes: [op('Softmax', 'x -> y', { axis: 1 })] }, false],
    ['of a vector', { inputs: { x: [1, 10] }, nodes: [op('Softmax', 'x -> y')] }, false],
    [
      'of a vector before opset 13',
      { opset: 9, inputs: { x: [1, 10] }, nodes: [op('Softmax', 'x -> y')] },
      false,
    ],
    ['as a logarithm', { inputs: { x: [1, 10] }, nodes: [op('LogSoftmax', 'x -> y')] }, true],
  ])('softmax %s', (_what, sketch, logarithm) => {
    expect(layersOf(sketch)).toEqual([{ kind: 'softmax', params: { logarithm } }]);
  });
});
