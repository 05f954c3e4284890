import type { LayerGraph } from '@/lib/graph/graph';
import { evenEdges } from '@/lib/layers/params';
import type { GraphBuilder, ParamsInput, Tap } from './builder';
import { convRelu } from './convRelu';
import { IMAGENET, type ImageSize, imageNetwork } from './imageNetwork';
import type { Template } from './template';

const PAPER = 'Lin, Chen, Yan: Network In Network, arXiv 1312.4400, 2013';
const ZOO = `the authors’ models for Caffe, after ${PAPER}`;

/** A convolution and the two 1×1 convolutions behind it: a small network that slides over the map. */
interface Stage {
  readonly conv: ParamsInput<'conv2d'>;
  /** Filters of the 1×1 convolutions. */
  readonly mixing: readonly [number, number];
  /** The pool behind them. Windows that hang over the edge count, as in Caffe. */
  readonly pool?: 'max' | 'mean';
  readonly dropout?: boolean;
}

/** The two Network in Network models that its authors gave away. */
export const nins: readonly Template[] = [
  {
    id: 'nin-cifar',
    title: 'Network in Network for CIFAR',
    summary:
      'The first 1×1 convolutions: they mix channels, and a mean of each map takes the place of dense layers.',
    source: `${ZOO}, CIFAR-10.`,
    build: () =>
      networkInNetwork(
        [32, 32, 3],
        [
          { conv: square(192, 5), mixing: [160, 96], pool: 'max', dropout: true },
          { conv: square(192, 5), mixing: [192, 192], pool: 'mean', dropout: true },
          { conv: square(192, 3), mixing: [192, 10] },
        ],
      ),
  },
  {
    id: 'nin-imagenet',
    title: 'Network in Network',
    summary: 'A little more accurate than AlexNet with an eighth of its weights: 29 MB.',
    source: `${ZOO}, ImageNet.`,
    build: () =>
      networkInNetwork(IMAGENET, [
        {
          conv: { filters: 96, kernel: [11, 11], stride: [4, 4], padding: 'valid' },
          mixing: [96, 96],
          pool: 'max',
        },
        { conv: square(256, 5), mixing: [256, 256], pool: 'max' },
        { conv: square(384, 3), mixing: [384, 384], pool: 'max', dropout: true },
        { conv: square(1024, 3), mixing: [1024, 1000] },
      ]),
  },
];

function square(filters: number, kernel: number): ParamsInput<'conv2d'> {
  return { filters, kernel: [kernel, kernel], padding: evenEdges((kernel - 1) / 2) };
}

function networkInNetwork(image: ImageSize, stages: readonly Stage[]): LayerGraph {
  return imageNetwork(image, 'logits', (net, input) => {
    const maps = stages.reduce(
      (last, stage, index) =>
        net.group(`mlpconv ${index + 1}`, () => mlpconv(net, index + 1, stage, last)),
      input,
    );
    const means = net.add('globalAvgPool2d', 'mean', {}, maps);
    return net.add('flatten', 'flatten', {}, means);
  });
}

function mlpconv(net: GraphBuilder, number: number, stage: Stage, from: Tap): Tap {
  const names = (layer: string) => ({ conv: layer, relu: `${layer}.relu` });
  let last = convRelu(net, names(`conv${number}`), stage.conv, from);
  for (const [index, filters] of stage.mixing.entries()) {
    const layer = names(`cccp${2 * number - 1 + index}`);
    last = convRelu(net, layer, { filters, kernel: [1, 1], padding: 'valid' }, last);
  }
  if (stage.pool) {
    const kind = stage.pool === 'max' ? 'maxPool2d' : 'avgPool2d';
    last = net.add(kind, `pool${number}`, { kernel: [3, 3], ceilMode: true }, last);
  }
  return stage.dropout ? net.add('dropout', `drop${number}`, {}, last) : last;
}
