import type { LayerGraph } from '@/lib/graph/graph';
import type { Padding } from '@/lib/layers/params';
import { evenEdges } from '@/lib/layers/params';
import { GraphBuilder, type Tap } from '@/lib/templates/builder';

/**
 * The networks of TF-slim that Araujo et al. publish receptive fields of, layer by layer as far as
 * these see: windows, strides, padding and joins. Convolutions have one filter each, since fields do
 * not depend on widths; norms and activations are left out, which see what they read.
 */

/** Where the next layer hangs, and how many channels arrive there. */
interface Place {
  readonly tap: Tap;
  readonly channels: number;
}

type Part = (net: GraphBuilder, name: string, from: Place) => Place;

/** A stretch of a network that ends at a published end-point. */
type EndPoint = readonly [name: string, part: Part];

export interface SlimNetwork {
  readonly graph: LayerGraph;
  /** The layer at which each end-point is. */
  readonly ends: ReadonlyMap<string, string>;
}

/** A network of TF-slim for square images of so many pixels. Throws for names that are not known. */
export function slimNetwork(name: string, size: number): SlimNetwork {
  const endPoints = NETWORKS[name];
  if (!endPoints) throw new Error(`no network ${name}`);
  const net = new GraphBuilder();
  const tap = net.add('input', 'image', { height: size, width: size, channels: 3 });
  let last: Place = { tap, channels: 3 };
  const ends = new Map<string, string>();
  for (const [end, part] of endPoints) {
    last = part(net, end, last);
    ends.set(end, last.tap.id);
  }
  return { graph: net.build(), ends };
}

type Kernel = number | readonly [height: number, width: number];

function conv(kernel: Kernel, stride = 1, padding: Padding = 'same', filters = 1): Part {
  const [height, width] = typeof kernel === 'number' ? [kernel, kernel] : kernel;
  return (net, name, { tap }) => ({
    tap: net.add(
      'conv2d',
      name,
      { filters, kernel: [height, width], stride: [stride, stride], padding, bias: false },
      tap,
    ),
    channels: filters,
  });
}

function depthwise(stride = 1): Part {
  return (net, name, { tap, channels }) => ({
    tap: net.add('depthwiseConv2d', name, { stride: [stride, stride] }, tap),
    channels,
  });
}

function pool(
  kind: 'maxPool2d' | 'avgPool2d',
  kernel: number,
  stride: number,
  padding: Padding,
): Part {
  const params = { stride: [stride, stride] as [number, number], padding };
  return (net, name, { tap, channels }) => ({
    tap: net.add(kind, name, { ...params, kernel: [kernel, kernel] }, tap),
    channels,
  });
}

const max = (kernel: number, stride: number, padding: Padding = 'valid') =>
  pool('maxPool2d', kernel, stride, padding);
const mean = pool('avgPool2d', 3, 1, 'same');

/** Parts one behind the other; none at all is the input itself. */
function row(...parts: readonly Part[]): Part {
  return (net, name, from) => parts.reduce((last, part) => part(net, name, last), from);
}

function times(count: number, part: Part): Part {
  return row(...new Array<Part>(count).fill(part));
}

/** Parts side by side, their channels stacked. */
function cat(...branches: readonly Part[]): Part {
  return (net, name, from) => {
    const ends = branches.map((branch) => branch(net, name, from));
    const tap = net.add('concat', name, {}, ...ends.map((end) => end.tap));
    return { tap, channels: ends.reduce((sum, { channels }) => sum + channels, 0) };
  };
}

/** What `side` makes of the input, plus what `main` makes of it with as many channels. */
function sum(side: Part, main: Part): Part {
  return (net, name, from) => {
    const left = side(net, name, from);
    const right = conv(1, 1, 'same', left.channels)(net, name, main(net, name, from));
    return { tap: net.add('add', name, {}, left.tap, right.tap), channels: left.channels };
  };
}

function alexnet(): readonly EndPoint[] {
  return [
    ['conv1', conv(11, 4, 'valid')],
    ['pool1', max(3, 2)],
    ['conv2', conv(5)],
    ['conv3', row(max(3, 2), conv(3))],
    ['conv4', conv(3)],
    ['conv5', conv(3)],
    ['pool5', max(3, 2)],
  ];
}

/** Every convolution and pool of a VGG network is an end-point here; the table names some. */
function vgg(depths: readonly number[]): readonly EndPoint[] {
  return depths.flatMap((depth, index) => {
    const block = index + 1;
    const convs = Array.from(
      { length: depth },
      (_, place): EndPoint => [`conv${block}/conv${block}_${place + 1}`, conv(3)],
    );
    return [...convs, [`pool${block}`, max(2, 2)] as const];
  });
}

const POINT = conv(1);
const TWICE = row(POINT, conv(3), conv(3));
/** 1×7 and 7×1: what a 7×7 sees, in two steps. */
const SEVEN = row(conv([1, 7]), conv([7, 1]));
/** 1×3 beside 3×1, each of which widens the view along one axis. */
const CROSS = cat(conv([1, 3]), conv([3, 1]));

function inceptionV2(stem: Part): readonly EndPoint[] {
  const keep = cat(POINT, row(POINT, conv(3)), TWICE, row(mean, POINT));
  const halve = cat(row(POINT, conv(3, 2)), row(POINT, conv(3), conv(3, 2)), max(3, 2, 'same'));
  return [
    ['Conv2d_1a_7x7', stem],
    ['MaxPool_2a_3x3', max(3, 2, 'same')],
    ['Conv2d_2b_1x1', POINT],
    ['Conv2d_2c_3x3', conv(3)],
    ['MaxPool_3a_3x3', max(3, 2, 'same')],
    ['Mixed_3b', keep],
    ['Mixed_3c', keep],
    ['Mixed_4a', halve],
    ['Mixed_4b', keep],
    ['Mixed_4c', keep],
    ['Mixed_4d', keep],
    ['Mixed_4e', keep],
    ['Mixed_5a', halve],
    ['Mixed_5b', keep],
    ['Mixed_5c', cat(POINT, row(POINT, conv(3)), TWICE, row(max(3, 1, 'same'), POINT))],
  ];
}

/** A depthwise 7×7 with 8 filters for each colour, and a 1×1 behind it. */
const separableStem: Part = (net, name, { tap, channels }) => {
  const params = { kernel: [7, 7], stride: [2, 2], multiplier: 8 } as const;
  const wide = net.add('depthwiseConv2d', name, { ...params, kernel: [7, 7], stride: [2, 2] }, tap);
  return POINT(net, name, { tap: wide, channels: 8 * channels });
};

function smallStem(padding: Padding): readonly EndPoint[] {
  return [
    ['Conv2d_1a_3x3', conv(3, 2, padding)],
    ['Conv2d_2a_3x3', conv(3, 1, padding)],
    ['Conv2d_2b_3x3', conv(3)],
  ];
}

function pooledStem(padding: Padding): readonly EndPoint[] {
  return [
    ...smallStem(padding),
    ['MaxPool_3a_3x3', max(3, 2, padding)],
    ['Conv2d_3b_1x1', POINT],
    ['Conv2d_4a_3x3', conv(3, 1, padding)],
    ['MaxPool_5a_3x3', max(3, 2, padding)],
  ];
}

const MIXED_35 = cat(POINT, row(POINT, conv(5)), TWICE, row(mean, POINT));

function reduction35(padding: Padding): Part {
  return cat(conv(3, 2, padding), row(POINT, conv(3), conv(3, 2, padding)), max(3, 2, padding));
}

const REDUCTION_17 = cat(
  row(POINT, conv(3, 2, 'valid')),
  row(POINT, SEVEN, conv(3, 2, 'valid')),
  max(3, 2),
);
const MIXED_17 = cat(POINT, row(POINT, SEVEN), row(POINT, SEVEN, SEVEN), row(mean, POINT));

function inceptionV3(): readonly EndPoint[] {
  const mixed8 = cat(POINT, row(POINT, CROSS), row(POINT, conv(3), CROSS), row(mean, POINT));
  return [
    ...pooledStem('valid'),
    ['Mixed_5b', MIXED_35],
    ['Mixed_5c', MIXED_35],
    ['Mixed_5d', MIXED_35],
    ['Mixed_6a', reduction35('valid')],
    ['Mixed_6b', MIXED_17],
    ['Mixed_6c', MIXED_17],
    ['Mixed_6d', MIXED_17],
    ['Mixed_6e', MIXED_17],
    ['Mixed_7a', REDUCTION_17],
    ['Mixed_7b', mixed8],
    ['Mixed_7c', mixed8],
  ];
}

function inceptionV4(): readonly EndPoint[] {
  const a = cat(POINT, row(POINT, conv(3)), TWICE, row(mean, POINT));
  const far = row(POINT, conv([3, 1]), conv([1, 3]), CROSS);
  const c = cat(POINT, row(POINT, CROSS), far, row(mean, POINT));
  const last = conv(3, 1, 'valid');
  const named = (letters: string, stage: number, part: Part) =>
    [...letters].map((letter): EndPoint => [`Mixed_${stage}${letter}`, part]);
  return [
    ...smallStem('valid'),
    ['Mixed_3a', cat(max(3, 2), conv(3, 2, 'valid'))],
    ['Mixed_4a', cat(row(POINT, last), row(POINT, SEVEN, last))],
    ['Mixed_5a', cat(conv(3, 2, 'valid'), max(3, 2))],
    ...named('bcde', 5, a),
    ['Mixed_6a', reduction35('valid')],
    ...named('bcdefgh', 6, MIXED_17),
    ['Mixed_7a', REDUCTION_17],
    ...named('bcd', 7, c),
  ];
}

function inceptionResnetV2(padding: Padding): readonly EndPoint[] {
  const nothing = row();
  const block35 = sum(nothing, cat(POINT, row(POINT, conv(3)), TWICE));
  const block17 = sum(nothing, cat(POINT, row(POINT, SEVEN)));
  const block8 = sum(nothing, cat(POINT, row(POINT, conv([1, 3]), conv([3, 1]))));
  const reduction = cat(
    row(POINT, conv(3, 2, padding)),
    row(POINT, conv(3, 2, padding)),
    row(POINT, conv(3), conv(3, 2, padding)),
    max(3, 2, padding),
  );
  return [
    ...pooledStem(padding),
    ['Mixed_5b', MIXED_35],
    ['Mixed_6a', row(times(10, block35), reduction35(padding))],
    ['PreAuxLogits', times(20, block17)],
    ['Mixed_7a', reduction],
    ['Conv2d_7b_1x1', row(times(10, block8), POINT)],
  ];
}

function mobilenet(): readonly EndPoint[] {
  const strides = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1];
  return [
    ['Conv2d_0', conv(3, 2)],
    ...strides.map(
      (stride, index): EndPoint => [`Conv2d_${index + 1}_pointwise`, row(depthwise(stride), POINT)],
    ),
  ];
}

/**
 * Both versions, which see alike. Unlike torchvision's, the last unit of a block makes the map smaller;
 * strided convolutions are padded evenly, and the first pool as TensorFlow pads.
 */
function resnet(depths: readonly number[]): readonly EndPoint[] {
  const stem = row(conv(7, 2, evenEdges(3)), max(3, 2, 'same'));
  return depths.map((depth, index): EndPoint => {
    const halves = index < depths.length - 1;
    const units = Array.from({ length: depth }, (_, place) => {
      const stride = halves && place === depth - 1 ? 2 : 1;
      const sparse = stride === 1 ? row() : max(1, stride);
      const side = place === 0 ? conv(1, stride, 'same', 4) : sparse;
      return sum(side, row(POINT, conv(3, stride, evenEdges(1))));
    });
    return [`block${index + 1}`, index === 0 ? row(stem, ...units) : row(...units)];
  });
}

const RESNETS: Readonly<Record<string, readonly number[]>> = {
  '50': [3, 4, 6, 3],
  '101': [3, 4, 23, 3],
  '152': [3, 8, 36, 3],
  '200': [3, 24, 36, 3],
};

/** Each network by the name of the table; widths of 0.75 see as those of 1 do. */
const NETWORKS: Readonly<Record<string, readonly EndPoint[]>> = {
  alexnet_v2: alexnet(),
  vgg_a: vgg([1, 1, 2, 2, 2]),
  vgg_16: vgg([2, 2, 3, 3, 3]),
  inception_v2: inceptionV2(separableStem),
  'inception_v2-no-separable-conv': inceptionV2(conv(7, 2)),
  inception_v3: inceptionV3(),
  inception_v4: inceptionV4(),
  inception_resnet_v2: inceptionResnetV2('valid'),
  'inception_resnet_v2-same': inceptionResnetV2('same'),
  mobilenet_v1: mobilenet(),
  mobilenet_v1_075: mobilenet(),
  ...Object.fromEntries(
    Object.entries(RESNETS).flatMap(([layers, depths]) =>
      ['v1', 'v2'].map((version) => [`resnet_${version}_${layers}`, resnet(depths)]),
    ),
  ),
};
