import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { KerasConfig } from '@/tests/support/kerasConfig';
import { imported, readModel, single, sketch } from '@/tests/support/kerasReading';
import { storedValues } from '@/tests/support/storedValues';

type Config = Readonly<Record<string, unknown>>;

function refusal(value: unknown): string | undefined {
  const result = readModel(value);
  return result.ok ? undefined : `${result.error.code}: ${result.error.message}`;
}

describe('layers of Keras', () => {
  it.each<[string, string, Config, readonly string[]]>([
    [
      'a separable convolution as two layers, the bias on the second',
      'SeparableConv2D',
      { filters: 6, kernel_size: [3, 3], depth_multiplier: 2, activation: 'relu' },
      ['layer depthwiseConv2d 6×6×8', 'layer.conv2d conv2d 6×6×8', 'layer.relu activation 6×6×8'],
    ],
    [
      'a transposed convolution with output padding',
      'Conv2DTranspose',
      { filters: 4, kernel_size: [3, 3], strides: [2, 2], padding: 'same', output_padding: [1, 1] },
      ['layer convTranspose2d 4×16×20'],
    ],
    [
      'a reshape that takes what is left',
      'Reshape',
      { target_shape: [-1, 3] },
      ['layer reshape 80×3'],
    ],
    [
      'the layer scale of ConvNeXt',
      'LayerScale',
      { init_values: 1e-6, projection_dim: 3 },
      ['layer affine 3×8×10'],
    ],
    [
      'a scale that does not fit its input as opaque',
      'LayerScale',
      { init_values: 1e-6, projection_dim: 5 },
      ['layer opaque unknown'],
    ],
    ['a permutation', 'Permute', { dims: [3, 1, 2] }, ['layer permute 10×3×8']],
    [
      'resizing to a size',
      'Resizing',
      { height: 7, width: 31, interpolation: 'bilinear' },
      ['layer upsample2d 3×7×31'],
    ],
    [
      'a dense layer on a map, channel by channel',
      'Dense',
      { units: 7, activation: 'gelu' },
      [
        'layer.permute permute 8×10×3',
        'layer dense 8×10×7',
        'layer.permute permute 7×8×10',
        'layer.gelu activation 7×8×10',
      ],
    ],
    ['group norm', 'GroupNormalization', { groups: 3, axis: -1 }, ['layer groupNorm 3×8×10']],
    [
      'group norm without a shift as a norm and its scale',
      'GroupNormalization',
      { groups: 3, axis: -1, center: false },
      ['layer groupNorm 3×8×10', 'layer.affine affine 3×8×10'],
    ],
    [
      'a norm over all with a scale alone as opaque',
      'LayerNormalization',
      { axis: [1, 2, 3], center: false },
      ['layer opaque unknown'],
    ],
    ['instance norm', 'GroupNormalization', { groups: -1, axis: -1 }, ['layer groupNorm 3×8×10']],
    ['a global maximum', 'GlobalMaxPooling2D', { keepdims: true }, ['layer maxPool2d 3×1×1']],
    [
      'an activation that nobody knows, with the shape of its input',
      'Activation',
      { activation: { class_name: 'function', config: 'star_relu', module: 'mine' } },
      ['layer opaque 3×8×10'],
    ],
    [
      'a slope for each channel',
      'PReLU',
      { alpha_initializer: { class_name: 'Zeros', config: {} }, shared_axes: [1, 2] },
      ['layer prelu 3×8×10'],
    ],
    [
      'slopes that rows share alone as opaque',
      'PReLU',
      { shared_axes: [1] },
      ['layer opaque unknown'],
    ],
    ['noise as an identity', 'GaussianNoise', { stddev: 0.1 }, ['layer identity 3×8×10']],
    ['spatial dropout', 'SpatialDropout2D', { rate: 0.1 }, ['layer dropout 3×8×10']],
    ['a class of one’s own as opaque', 'MyAttention', { heads: 4 }, ['layer opaque unknown']],
    [
      'an arbitrary function as opaque',
      'Lambda',
      { function: ['4wEA', null, null] },
      ['layer opaque unknown'],
    ],
  ])('are read: %s', (_what, className, config, layers) => {
    const [, ...rest] = sketch(single(className, config));
    expect(rest.slice(0, -1)).toEqual(layers);
  });

  it('that are not understood keep their settings and say why', () => {
    const { graph, opaque } = imported(single('MyAttention', { heads: 4, inner: { deep: 1 } }));
    expect(opaque).toEqual([
      {
        node: 'layer',
        operator: 'MyAttention',
        reason: 'Layerboard has no layer for “MyAttention”.',
      },
    ]);
    expect(graph.nodes.get('layer')?.params).toMatchObject({
      attributes: { heads: 4, trainable: true },
    });
  });

  it('on sequences keep shape and weights where they follow', () => {
    const bytes = single('Dense', { units: 7 }, [16, 5]);
    expect(sketch(bytes)).toContainEqual('layer opaque 16×7');
    expect(storedValues(analyse(imported(bytes).graph))).toBe(5 * 7 + 7);
  });

  it('with channels first are read where all of them are', () => {
    const net = new KerasConfig(2);
    const window = { kernel_size: [3, 3], padding: 'same', data_format: 'channels_first' };
    const conv = net.add('Conv2D', { name: 'conv', filters: 4, ...window }, net.input(3, 8, 10));
    const joined = net.add('Concatenate', { name: 'join', axis: 1 }, conv, conv);
    const norm = net.add('BatchNormalization', { name: 'norm', axis: [1] }, joined);
    expect(sketch(net.json(norm)).slice(1, -1)).toEqual([
      'conv conv2d 4×8×10',
      'join concat 8×8×10',
      'norm batchNorm 8×8×10',
    ]);
  });

  it.each([
    [2, 'hardSigmoidKeras2'],
    [3, 'hardSigmoid'],
  ] as const)('take the hard sigmoid of Keras %i with its slope', (version, name) => {
    const net = new KerasConfig(version);
    const conv = { name: 'conv', filters: 4, kernel_size: 1, activation: 'hard_sigmoid' };
    const { graph } = imported(net.json(net.add('Conv2D', conv, net.input(8, 8, 3))));
    expect([...graph.nodes.values()].at(-2)).toMatchObject({
      kind: 'activation',
      params: { function: name },
    });
  });

  it('that learn a slope begin as the file says', () => {
    const start = (class_name: string, config: Config) =>
      imported(
        single('PReLU', { alpha_initializer: { class_name, config }, shared_axes: [1, 2] }),
      ).graph.nodes.get('layer')?.params;
    expect(start('Zeros', {})).toEqual({ slopes: 'channel', initial: 0 });
    expect(start('Constant', { value: 0.25 })).toEqual({ slopes: 'channel', initial: 0.25 });
  });

  it('that combine two take them in their order', () => {
    const net = new KerasConfig(3);
    const image = net.input(8, 8, 3);
    const [a, b] = [1, 3].map((kernel_size) =>
      net.add(
        'Conv2D',
        { name: `conv${kernel_size}`, filters: 4, kernel_size, padding: 'same' },
        image,
      ),
    );
    const { graph } = imported(net.json(net.add('Subtract', { name: 'minus' }, b ?? '', a ?? '')));
    expect(graph.nodes.get('minus')).toMatchObject({ params: { operation: 'difference' } });
    expect(
      [...graph.edges.values()]
        .filter(({ target }) => target === 'minus')
        .map(({ source, slot }) => [source, slot]),
    ).toEqual([
      ['conv3', 0],
      ['conv1', 1],
    ]);
  });
});

describe('models of Keras', () => {
  it.each([2, 3] as const)('within models are drawn as blocks, Keras %i', (version) => {
    const inner = new KerasConfig(version, 'tower');
    const first = inner.add(
      'Conv2D',
      { name: 'a', filters: 4, kernel_size: 3 },
      inner.input(8, 8, 3),
    );
    const second = inner.add('Conv2D', { name: 'b', filters: 4, kernel_size: 3 }, first);
    const tower = inner.model(inner.add('ReLU', { name: 'c' }, second));
    const net = new KerasConfig(version, 'outer');
    const image = net.input(8, 8, 3);
    const left = net.add('Functional', { ...tower.config, name: 'tower' }, image);
    const right = net.again(left, net.add('Dropout', { name: 'drop', rate: 0.5 }, image));
    const { graph } = imported(net.json(net.add('Add', { name: 'sum' }, left, right)));
    expect([...graph.nodes.keys()]).toEqual([
      'inputlayer_1',
      'tower.a',
      'tower.b',
      'tower.c',
      'drop',
      'tower_2.a',
      'tower_2.b',
      'tower_2.c',
      'sum',
      'output',
    ]);
    expect([...graph.groups.keys()]).toEqual(['tower', 'tower_2']);
  });

  it('of Keras 1 are bare lists of layers', () => {
    const config = [
      {
        class_name: 'Convolution2D',
        config: { filters: 4, kernel_size: [3, 3], batch_input_shape: [null, 8, 8, 1] },
      },
      { class_name: 'Flatten', config: {} },
      { class_name: 'Dense', config: { name: 'scores', units: 10 } },
    ];
    expect(sketch({ class_name: 'Sequential', config, keras_version: '2.0.4' })).toEqual([
      'input input 1×8×8',
      'Convolution2D conv2d 4×6×6',
      'Flatten flatten 144',
      'scores dense 10',
      'output output 10',
    ]);
  });

  it('that leave their size open are read with the one that is given', () => {
    const bytes = single('ReLU', {}, [null, null, 3]);
    expect(readModel(bytes)).toEqual({
      ok: false,
      error: {
        code: 'UNKNOWN_INPUT_SIZE',
        message:
          'The file does not fix the height and the width of its input “inputlayer_1”: give the size of one sample.',
        input: { name: 'inputlayer_1', sizes: [3, null, null] },
      },
    });
    expect(sketch(bytes, { inputShape: [3, 96, 64] })[0]).toBe('inputlayer_1 input 3×96×64');
  });

  it('say so when they are written as a class', () => {
    expect(refusal({ class_name: 'MyModel', config: { width: 3 }, keras_version: '2.9.0' })).toBe(
      'DAMAGED: “model.json” is a Keras model, but it does not list its layers, as models that are written as a class do: export it to ONNX instead.',
    );
  });

  it.each([
    ['a layer that is not there', 'gone', 0, 0],
    ['a use that is not there', 'conv', 3, 0],
  ])('that read from %s are refused', (_what, layer, use, port) => {
    const net = new KerasConfig(2);
    const model = net.model(
      net.add('Conv2D', { name: 'conv', filters: 2, kernel_size: 1 }, net.input(8, 8, 3)),
    );
    const value = { ...model, config: { ...model.config, output_layers: [[layer, use, port]] } };
    expect(refusal(value)).toBe(
      `DAMAGED: The model reads from a layer “${layer}”, or from a use of it, that the file does not describe.`,
    );
  });

  it('that run in a circle are refused', () => {
    const net = new KerasConfig(2);
    net.input(8, 8, 3);
    const a = net.add('Add', { name: 'a' }, 'b', 'inputlayer_1');
    net.add('ReLU', { name: 'b' }, a);
    expect(refusal(net.json('b'))).toBe('CYCLE: The layer “b” depends on its own output.');
  });

  it('that unfold into more layers than a design has are refused in time', () => {
    let inner: { readonly config: object } | undefined;
    for (let level = 0; level < 40; level++) {
      const net = new KerasConfig(2, `level${level}`);
      const image = net.input(4, 4, 1);
      const once = inner
        ? net.add('Functional', { ...inner.config, name: 'inner' }, image)
        : net.add('ReLU', { name: 'inner' }, image);
      inner = net.model(net.again(once, once));
    }
    expect(refusal(inner)).toBe(
      'TOO_LARGE: The file is too large to read: it has more than 20,000 layers.',
    );
  });

  it('with 15,000 layers in a row are read', () => {
    const net = new KerasConfig(3);
    let last = net.input(4, 4, 1);
    for (let layer = 0; layer < 15_000; layer++) last = net.add('ReLU', {}, last);
    expect(imported(net.json(last)).graph.nodes.size).toBe(15_002);
  });
});
