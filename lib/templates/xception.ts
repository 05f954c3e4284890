import { evenEdges } from '@/lib/layers/params';
import type { GraphBuilder, ParamsInput, Tap } from './builder';
import { denseHead } from './denseHead';
import { imageNetwork } from './imageNetwork';
import type { Template } from './template';

/** Keras' settings of batch norm. */
const NORM = { epsilon: 0.001, momentum: 0.01 };

/** Xception as Keras has it. */
export const xception: Template = {
  id: 'xception',
  title: 'Xception',
  summary:
    'Inception taken to its end: every convolution separable, and shortcuts as in a residual network.',
  note: 'Padding is even on both sides. Keras pads as TensorFlow does, which shifts one pool by a pixel against its shortcut; shapes and costs are the same. Keras also puts a softmax behind the scores, and counts the running averages of the norms as parameters.',
  source:
    'Keras applications, after Chollet: Xception: Deep Learning with Depthwise Separable Convolutions, arXiv 1610.02357, 2016.',
  build: () =>
    imageNetwork([299, 299, 3], 'logits', (net, image) => {
      let last = net.group('block1', () => stem(net, image));
      for (const [index, filters] of [128, 256, 728].entries()) {
        const units: readonly Unit[] = [
          { filters, before: index > 0 },
          { filters, before: true },
        ];
        last = halvingBlock(net, `block${index + 2}`, units, last);
      }
      for (let number = 5; number < 13; number++) last = middleBlock(net, `block${number}`, last);
      const exit: readonly Unit[] = [
        { filters: 728, before: true },
        { filters: 1024, before: true },
      ];
      last = halvingBlock(net, 'block13', exit, last);
      const top = net.group('block14', () => {
        const wide = separable(net, 'block14_sepconv1', 1536, last);
        const active = relu(net, 'block14_sepconv1_act', wide);
        return relu(net, 'block14_sepconv2_act', separable(net, 'block14_sepconv2', 2048, active));
      });
      return denseHead(net, { pool: 'avg_pool', dense: 'predictions' }, 1000, top);
    }),
};

function stem(net: GraphBuilder, image: Tap): Tap {
  const plain = { padding: 'valid', bias: false } as const;
  const first = net.add('conv2d', 'block1_conv1', { ...plain, filters: 32, stride: [2, 2] }, image);
  const narrow = relu(net, 'block1_conv1_act', norm(net, 'block1_conv1_bn', first));
  const second = net.add('conv2d', 'block1_conv2', { ...plain, filters: 64 }, narrow);
  return relu(net, 'block1_conv2_act', norm(net, 'block1_conv2_bn', second));
}

interface Unit {
  readonly filters: number;
  /** Whether a ReLU stands before the convolution. */
  readonly before: boolean;
}

/** Two separable convolutions and a pool; the shortcut is a 1×1 convolution of stride 2. */
function halvingBlock(net: GraphBuilder, name: string, units: readonly Unit[], from: Tap): Tap {
  return net.group(name, () => {
    const params: ParamsInput<'conv2d'> = {
      filters: units.at(-1)?.filters,
      kernel: [1, 1],
      stride: [2, 2],
      padding: 'valid',
      bias: false,
    };
    const short = net.add('conv2d', `${name}_shortcut`, params, from);
    const aside = norm(net, `${name}_shortcut_bn`, short);
    const main = unitsOf(net, name, units, from);
    const pool = { kernel: [3, 3] as [number, number], padding: evenEdges(1) };
    const pooled = net.add('maxPool2d', `${name}_pool`, pool, main);
    return net.add('add', `${name}_add`, {}, pooled, aside);
  });
}

/** Three separable convolutions around which the map passes unchanged. */
function middleBlock(net: GraphBuilder, name: string, from: Tap): Tap {
  return net.group(name, () => {
    const unit: Unit = { filters: 728, before: true };
    const main = unitsOf(net, name, [unit, unit, unit], from);
    return net.add('add', `${name}_add`, {}, main, from);
  });
}

function unitsOf(net: GraphBuilder, name: string, units: readonly Unit[], from: Tap): Tap {
  let last = from;
  for (const [index, { filters, before }] of units.entries()) {
    const convolution = `${name}_sepconv${index + 1}`;
    if (before) last = relu(net, `${convolution}_act`, last);
    last = separable(net, convolution, filters, last);
  }
  return last;
}

/** A window for each channel, filters that mix them without anything in between, and a norm. */
function separable(net: GraphBuilder, name: string, filters: number, from: Tap): Tap {
  const window = { padding: evenEdges(1), bias: false };
  const seen = net.add('depthwiseConv2d', `${name}.depthwise`, window, from);
  const mix = { filters, kernel: [1, 1] as [number, number], bias: false };
  return norm(net, `${name}_bn`, net.add('conv2d', `${name}.pointwise`, mix, seen));
}

function norm(net: GraphBuilder, name: string, from: Tap): Tap {
  return net.add('batchNorm', name, NORM, from);
}

function relu(net: GraphBuilder, name: string, from: Tap): Tap {
  return net.add('activation', name, {}, from);
}
