import { describe, expect, it } from 'vitest';
import { KerasConfig } from '@/tests/support/kerasConfig';
import { imported, single, sketch } from '@/tests/support/kerasReading';

describe('functions of Keras', () => {
  it.each([2, 3] as const)(
    'called on tensors and numbers are scales and joins, Keras %i',
    (version) => {
      const net = new KerasConfig(version);
      const image = net.input(8, 8, 3);
      const steps = [
        net.operation('add', image, 3),
        net.operation('multiply', image, 0.5),
        net.operation('subtract', image, 1),
        net.operation('subtract', 1, image),
        net.operation('divide', image, 4),
        net.operation('subtract', image, net.add('ReLU', { name: 'relu' }, image)),
      ];
      const { graph, opaque, notes } = imported(
        net.json(net.add('Add', { name: 'sum' }, ...steps)),
      );
      expect([opaque, notes]).toEqual([[], []]);
      const kinds = [...graph.nodes.values()]
        .slice(1, -2)
        .map(({ kind, params }) => [kind, params]);
      expect(kinds).toEqual([
        ['scale', { factor: 1, offset: 3, learned: false }],
        ['scale', { factor: 0.5, offset: 0, learned: false }],
        ['scale', { factor: 1, offset: -1, learned: false }],
        ['scale', { factor: -1, offset: 1, learned: false }],
        ['scale', { factor: 0.25, offset: 0, learned: false }],
        ['activation', { function: 'relu', slope: 0.01 }],
        ['combine', { operation: 'difference' }],
      ]);
    },
  );

  it.each([2, 3] as const)('written out in arithmetic are activations, Keras %i', (version) => {
    const net = new KerasConfig(version);
    const image = net.input(8, 8, 3);
    const bounded = net.add('ReLU', { max_value: 6 }, net.operation('add', image, 3));
    const gate = net.operation('multiply', bounded, 1 / 6);
    const swish = net.add('Multiply', { name: 'swish' }, image, gate);
    const other = net.add('Multiply', { name: 'gated' }, swish, gate);
    const functions = [...imported(net.json(other)).graph.nodes.values()].flatMap(
      ({ kind, params }) => (kind === 'activation' ? [params.function] : [kind]),
    );
    expect(functions).toEqual(['input', 'hardSigmoid', 'hardSwish', 'multiply', 'output']);
  });

  it('that are functions of TensorFlow without a layer say which', () => {
    const net = new KerasConfig(2);
    const config = { name: 'tf.image.adjust_hue', function: 'image.adjust_hue' };
    const { opaque } = imported(net.json(net.add('TFOpLambda', config, net.input(8, 8, 3))));
    expect(opaque).toMatchObject([
      { reason: 'Layerboard has no layer for “tf.image.adjust_hue”.' },
    ]);
  });

  it('take a mean over all positions from TensorFlow', () => {
    const net = new KerasConfig(2);
    const image = net.input(8, 10, 3);
    const mean = net.add('TFOpLambda', { name: 'mean', function: 'math.reduce_mean' }, image);
    const model = net.model(mean);
    const [first, last] = model.config.layers;
    const inbound = [[image, 0, 0, { axis: [1, 2], keepdims: true, name: null }]];
    const value = {
      ...model,
      config: { ...model.config, layers: [first, { ...last, inbound_nodes: inbound }] },
    };
    expect(sketch(value)).toContainEqual('mean globalAvgPool2d 3×1×1');
  });

  it.each<[string, unknown, string]>([
    ['by a name', 'mish', 'mish'],
    [
      'as a function of Keras',
      { module: 'builtins', class_name: 'function', config: 'relu6', registered_name: 'function' },
      'relu6',
    ],
    [
      'as a function of one’s own',
      { module: 'mine', class_name: 'function', config: 'swish', registered_name: 'mine>swish' },
      'silu',
    ],
    [
      'as a layer',
      { module: 'keras.layers', class_name: 'LeakyReLU', config: { negative_slope: 0.2 } },
      'leakyRelu',
    ],
  ])('have an activation %s', (_how, activation, name) => {
    const { graph } = imported(single('Conv2D', { filters: 4, kernel_size: 1, activation }));
    expect([...graph.nodes.values()].at(-2)).toMatchObject({ params: { function: name } });
  });
});
