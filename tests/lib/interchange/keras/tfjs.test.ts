import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Draw, pick, seeded } from '@/tests/support/draw';
import { expectSameAsTfjs, readTfjs } from '@/tests/support/kerasComparison';
import { hushPlainBackend, tensorFlowOnWasm } from '@/tests/support/tensorflow';

type Symbolic = tf.SymbolicTensor;
type Make = () => tf.layers.Layer;

beforeAll(async () => {
  await hushPlainBackend(await tensorFlowOnWasm());
});

const zeros = { kernelInitializer: 'zeros' } as const;
const SAME = { kernelSize: 3, padding: 'same', ...zeros } as const;

function chain(shape: number[], ...makes: readonly Make[]): tf.LayersModel {
  const input = tf.input({ shape });
  const output = makes.reduce((last, make) => make().apply(last) as Symbolic, input);
  return tf.model({ inputs: input, outputs: output });
}

describe('every layer of TensorFlow.js that has one of ours', () => {
  it.each<[string, Make]>([
    ['Conv2D', () => tf.layers.conv2d({ filters: 8, kernelSize: [3, 5], ...zeros })],
    ['Conv2D, same, strided', () => tf.layers.conv2d({ ...SAME, filters: 8, strides: [2, 3] })],
    ['Conv2D, dilated', () => tf.layers.conv2d({ ...SAME, filters: 8, dilationRate: 2 })],
    [
      'Conv2D with ReLU',
      () => tf.layers.conv2d({ ...SAME, filters: 8, activation: 'relu', useBias: false }),
    ],
    ['Conv2D with softmax', () => tf.layers.conv2d({ ...SAME, filters: 8, activation: 'softmax' })],
    [
      'DepthwiseConv2D',
      () => tf.layers.depthwiseConv2d({ ...SAME, depthMultiplier: 3, activation: 'relu6' }),
    ],
    [
      'SeparableConv2D',
      () => tf.layers.separableConv2d({ kernelSize: 3, padding: 'same', filters: 12, strides: 2 }),
    ],
    [
      'SeparableConv2D without bias',
      () => tf.layers.separableConv2d({ filters: 12, kernelSize: 5, useBias: false }),
    ],
    ['Conv2DTranspose', () => tf.layers.conv2dTranspose({ ...SAME, filters: 4, strides: 2 })],
    [
      'Conv2DTranspose, valid',
      () => tf.layers.conv2dTranspose({ filters: 4, kernelSize: 5, strides: 3, ...zeros }),
    ],
    [
      'Conv2DTranspose, gaps',
      () => tf.layers.conv2dTranspose({ filters: 4, kernelSize: 2, strides: 3, ...zeros }),
    ],
    [
      'Conv2DTranspose, small',
      () => tf.layers.conv2dTranspose({ ...SAME, filters: 4, kernelSize: 1, strides: 2 }),
    ],
    ['Dense on a map', () => tf.layers.dense({ units: 7, kernelInitializer: 'zeros' })],
    [
      'Dense on a map with tanh',
      () => tf.layers.dense({ units: 7, activation: 'tanh', kernelInitializer: 'zeros' }),
    ],
    ['BatchNormalization', () => tf.layers.batchNormalization({})],
    ['BatchNormalization without scale', () => tf.layers.batchNormalization({ scale: false })],
    ['BatchNormalization without shift', () => tf.layers.batchNormalization({ center: false })],
    [
      'BatchNormalization without both',
      () => tf.layers.batchNormalization({ center: false, scale: false }),
    ],
    ['LayerNormalization', () => tf.layers.layerNormalization({})],
    ['LayerNormalization without scale', () => tf.layers.layerNormalization({ scale: false })],
    ['LayerNormalization without shift', () => tf.layers.layerNormalization({ center: false })],
    [
      'LayerNormalization without both',
      () => tf.layers.layerNormalization({ scale: false, center: false }),
    ],
    ['LayerNormalization over all', () => tf.layers.layerNormalization({ axis: [1, 2, 3] })],
    ['Activation', () => tf.layers.activation({ activation: 'sigmoid' })],
    ['Activation that we do not have', () => tf.layers.activation({ activation: 'softplus' })],
    ['Activation linear', () => tf.layers.conv2d({ ...SAME, filters: 2, activation: 'linear' })],
    ['ReLU', () => tf.layers.reLU()],
    ['ReLU up to 6', () => tf.layers.reLU({ maxValue: 6 })],
    ['ReLU up to 4', () => tf.layers.reLU({ maxValue: 4 })],
    ['LeakyReLU', () => tf.layers.leakyReLU({ alpha: 0.2 })],
    ['ELU', () => tf.layers.elu()],
    ['PReLU, a slope for each value', () => tf.layers.prelu()],
    ['PReLU, a slope for each channel', () => tf.layers.prelu({ sharedAxes: [1, 2] })],
    ['PReLU, one slope', () => tf.layers.prelu({ sharedAxes: [1, 2, 3] })],
    ['Softmax', () => tf.layers.softmax({ axis: -1 })],
    ['MaxPooling2D', () => tf.layers.maxPooling2d({ poolSize: 3 })],
    [
      'MaxPooling2D, same',
      () => tf.layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }),
    ],
    [
      'AveragePooling2D',
      () => tf.layers.averagePooling2d({ poolSize: [2, 3], strides: [1, 2], padding: 'same' }),
    ],
    ['GlobalAveragePooling2D', () => tf.layers.globalAveragePooling2d({})],
    ['GlobalMaxPooling2D', () => tf.layers.globalMaxPooling2d({})],
    [
      'ZeroPadding2D',
      () =>
        tf.layers.zeroPadding2d({
          padding: [
            [0, 1],
            [2, 3],
          ],
        }),
    ],
    ['ZeroPadding2D, even', () => tf.layers.zeroPadding2d({ padding: 2 })],
    [
      'Cropping2D',
      () =>
        tf.layers.cropping2D({
          cropping: [
            [1, 0],
            [2, 3],
          ],
        }),
    ],
    ['UpSampling2D', () => tf.layers.upSampling2d({ size: [2, 3] })],
    [
      'UpSampling2D, bilinear',
      () => tf.layers.upSampling2d({ size: [2, 2], interpolation: 'bilinear' }),
    ],
    ['Flatten', () => tf.layers.flatten()],
    ['Reshape to a map', () => tf.layers.reshape({ targetShape: [6, 10, 9] })],
    ['Reshape to a vector', () => tf.layers.reshape({ targetShape: [540] })],
    ['Permute', () => tf.layers.permute({ dims: [2, 1, 3] })],
    ['Dropout', () => tf.layers.dropout({ rate: 0.25 })],
    ['GaussianNoise', () => tf.layers.gaussianNoise({ stddev: 0.1 })],
    ['GaussianDropout', () => tf.layers.gaussianDropout({ rate: 0.1 })],
    ['Rescaling', () => tf.layers.rescaling({ scale: 1 / 255 })],
    ['CenterCrop', () => tf.layers.centerCrop({ height: 7, width: 8 })],
  ])('%s', (_name, make) => {
    expectSameAsTfjs(chain([12, 15, 3], make));
    tf.disposeVariables();
  });

  it.each<[string, Make]>([
    ['Dense', () => tf.layers.dense({ units: 5, activation: 'relu', kernelInitializer: 'zeros' })],
    [
      'Dense without bias',
      () => tf.layers.dense({ units: 5, useBias: false, kernelInitializer: 'zeros' }),
    ],
    ['BatchNormalization', () => tf.layers.batchNormalization({ scale: false })],
    ['LayerNormalization', () => tf.layers.layerNormalization({})],
    ['PReLU', () => tf.layers.prelu()],
    ['PReLU, one slope', () => tf.layers.prelu({ sharedAxes: [1] })],
    ['Softmax', () => tf.layers.softmax({ axis: -1 })],
    ['Dropout', () => tf.layers.dropout({ rate: 0.5 })],
    ['Reshape', () => tf.layers.reshape({ targetShape: [3, 4, 2] })],
  ])('%s of a vector', (_name, make) => {
    expectSameAsTfjs(chain([24], make));
    tf.disposeVariables();
  });
});

describe('models of TensorFlow.js', () => {
  it('join branches as their layers do, the channels in the order of the inputs', () => {
    const image = tf.input({ shape: [16, 16, 3], name: 'image' });
    const a = tf.layers.conv2d({ ...SAME, filters: 8 }).apply(image) as Symbolic;
    const b = tf.layers.conv2d({ ...SAME, filters: 8 }).apply(image) as Symbolic;
    const sum = tf.layers.add().apply([a, b]) as Symbolic;
    const product = tf.layers.multiply().apply([a, b, sum]) as Symbolic;
    const mean = tf.layers.average().apply([sum, product]) as Symbolic;
    const most = tf.layers.maximum().apply([sum, mean]) as Symbolic;
    const least = tf.layers.minimum().apply([most, sum, a]) as Symbolic;
    const rows = tf.layers.concatenate({ axis: 1 }).apply([least, sum]) as Symbolic;
    const all = tf.layers.concatenate().apply([rows, rows]) as Symbolic;
    const imported = expectSameAsTfjs(tf.model({ inputs: image, outputs: all }));
    expect(imported.opaque).toEqual([]);
    const combinations = [...imported.graph.nodes.values()].flatMap(({ kind, params }) =>
      kind === 'combine' ? [params.operation] : [],
    );
    expect(combinations).toEqual(['average', 'maximum', 'minimum']);
  });

  it('gate maps by one value a channel', () => {
    const image = tf.input({ shape: [16, 16, 6] });
    const mean = tf.layers.globalAveragePooling2d({}).apply(image) as Symbolic;
    const cell = tf.layers.reshape({ targetShape: [1, 1, 6] }).apply(mean) as Symbolic;
    const gate = tf.layers.conv2d({ filters: 6, kernelSize: 1, activation: 'sigmoid' }).apply(cell);
    const out = tf.layers.multiply().apply([image, gate as Symbolic]) as Symbolic;
    expectSameAsTfjs(tf.model({ inputs: image, outputs: out }));
  });

  it('are read as sequences too', () => {
    const model = tf.sequential();
    model.add(
      tf.layers.conv2d({ ...SAME, filters: 8, inputShape: [28, 28, 1], activation: 'relu' }),
    );
    model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
    model.add(tf.layers.flatten());
    model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
    const { graph } = expectSameAsTfjs(model);
    const [conv] = model.layers;
    expect([...graph.nodes.values()].map(({ name }) => name).slice(0, 3)).toEqual([
      'input',
      conv?.name,
      `${conv?.name}.relu`,
    ]);
  });

  it('may hold models, which become blocks, and use layers twice, which are told', () => {
    const inner = tf.sequential({ name: 'tower' });
    inner.add(tf.layers.conv2d({ ...SAME, name: 'conv', filters: 4, inputShape: [8, 8, 3] }));
    inner.add(tf.layers.batchNormalization({ name: 'norm' }));
    inner.add(tf.layers.globalAveragePooling2d({ name: 'mean' }));
    const left = tf.input({ shape: [8, 8, 3], name: 'left' });
    const right = tf.input({ shape: [8, 8, 3], name: 'right' });
    const dense = tf.layers.dense({ name: 'shared', units: 4 });
    const towers = [left, right].map((image) => inner.apply(image) as Symbolic);
    const heads = towers.map((tower) => dense.apply(tower) as Symbolic);
    const difference = tf.layers.concatenate({ name: 'both' }).apply(heads) as Symbolic;
    const first = heads[0] as Symbolic;
    const imported = readTfjs(tf.model({ inputs: [left, right], outputs: [difference, first] }));
    const names = [...imported.graph.nodes.values()].map(({ name }) => name);
    expect(names.toSorted()).toEqual(
      [
        'left',
        'right',
        'tower.conv',
        'tower.norm',
        'tower.mean',
        'tower_2.conv',
        'tower_2.norm',
        'tower_2.mean',
        'shared',
        'shared_2',
        'both',
        'both.output',
        'shared.output',
      ].toSorted(),
    );
    expect(imported.notes).toEqual([
      '“shared” is used 2 times with the same weights; each use is a layer of its own here, so that its parameters count 2 times.',
    ]);
  });
});

/** A random network of branches over a map, ended by a head. Layers that TensorFlow.js refuses are left out. */
function randomModel(draw: Draw): tf.LayersModel {
  const image = tf.input({ shape: [9 + draw(24), 9 + draw(24), 1 + draw(4)] });
  const maps: Symbolic[] = [image];
  for (let step = 4 + draw(10); step > 0; step--) {
    const from = maps.at(-1 - draw(Math.min(2, maps.length))) ?? image;
    try {
      maps.push(randomLayer(draw, maps, from));
    } catch {
      // A window that fits nowhere, or branches that do not: the next draw goes on.
    }
  }
  const last = maps.at(-1) ?? image;
  const flat = pick(draw, [tf.layers.flatten(), tf.layers.globalAveragePooling2d({})]).apply(last);
  const scores = tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer: 'zeros' });
  return tf.model({ inputs: image, outputs: scores.apply(flat) as Symbolic });
}

function randomLayer(draw: Draw, maps: readonly Symbolic[], from: Symbolic): Symbolic {
  const size = [1 + draw(5), 1 + draw(5)] as [number, number];
  const strides = [1 + draw(3), 1 + draw(3)] as [number, number];
  const padding = pick(draw, ['same', 'valid'] as const);
  const separate = { kernelSize: size, padding, useBias: draw(2) === 0 };
  const window = { ...separate, strides, ...zeros };
  const twin = maps.findLast((map) => map !== from && map.shape.join() === from.shape.join());
  const makes: readonly (() => tf.layers.Layer)[] = [
    () =>
      tf.layers.conv2d({
        ...window,
        filters: 1 + draw(16),
        activation: pick(draw, ['relu', 'linear', 'tanh', 'elu']),
      }),
    () =>
      tf.layers.conv2d({ ...window, filters: 1 + draw(16), strides: 1, dilationRate: 1 + draw(3) }),
    () =>
      tf.layers.depthwiseConv2d({ ...window, strides: strides[0], depthMultiplier: 1 + draw(3) }),
    () => tf.layers.separableConv2d({ ...separate, strides: strides[0], filters: 1 + draw(16) }),
    () => tf.layers.conv2dTranspose({ ...window, filters: 1 + draw(8) }),
    () => tf.layers.maxPooling2d({ poolSize: size, strides, padding }),
    () => tf.layers.averagePooling2d({ poolSize: size, strides, padding }),
    () => tf.layers.batchNormalization({ scale: draw(2) === 0, center: draw(2) === 0 }),
    () => tf.layers.layerNormalization({}),
    () =>
      tf.layers.zeroPadding2d({
        padding: [
          [draw(3), draw(3)],
          [draw(3), draw(3)],
        ],
      }),
    () =>
      tf.layers.cropping2D({
        cropping: [
          [draw(3), draw(3)],
          [draw(3), draw(3)],
        ],
      }),
    () => tf.layers.upSampling2d({ size: [1 + draw(2), 1 + draw(2)] }),
    () => tf.layers.dense({ units: 1 + draw(8), kernelInitializer: 'zeros' }),
    () => tf.layers.leakyReLU({ alpha: 0.1 }),
    () => tf.layers.dropout({ rate: 0.2 }),
  ];
  const joins = [
    () => tf.layers.add(),
    () => tf.layers.multiply(),
    () => tf.layers.concatenate(),
    () => tf.layers.average(),
    () => tf.layers.maximum(),
    () => tf.layers.minimum(),
  ];
  if (twin && draw(3) === 0) return pick(draw, joins)().apply([from, twin]) as Symbolic;
  const made = pick(draw, makes)().apply(from) as Symbolic;
  if (made.shape.slice(1).some((side) => (side ?? 0) < 1)) throw new Error('Nothing is left.');
  if (made.shape.slice(1, 3).some((side) => (side ?? 0) > 200)) throw new Error('Too large.');
  return made;
}

it('random networks agree with TensorFlow.js in every shape and every count', () => {
  let layers = 0;
  for (let seed = 1; seed <= 150; seed++) {
    try {
      layers += expectSameAsTfjs(randomModel(seeded(seed))).graph.nodes.size;
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    } finally {
      tf.disposeVariables();
    }
  }
  expect(layers).toBeGreaterThan(1000);
});
