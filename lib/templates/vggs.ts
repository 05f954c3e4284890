import type { LayerGraph } from '@/lib/graph/graph';
import { evenEdges } from '@/lib/layers/params';
import { Chain } from './chain';
import { IMAGENET, imageNetwork } from './imageNetwork';
import type { Template } from './template';

const WIDTHS = [64, 128, 256, 512, 512];
const SOURCE =
  'torchvision, after Simonyan, Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition, arXiv 1409.1556, 2014';

/** A configuration of the paper's table 1. */
interface Configuration {
  readonly layers: number;
  readonly letter: string;
  /** Convolutions before each pool. */
  readonly depths: readonly number[];
  readonly plain: string;
  readonly normed: string;
}

const CONFIGURATIONS: readonly Configuration[] = [
  {
    layers: 11,
    letter: 'A',
    depths: [1, 1, 2, 2, 2],
    plain: 'The shallowest VGG: it trained from random weights and lent them to the deeper ones.',
    normed: 'VGG-11 with batch norm: trains from scratch without tricks.',
  },
  {
    layers: 13,
    letter: 'B',
    depths: [2, 2, 2, 2, 2],
    plain: 'Two 3×3 convolutions before every pool, five times.',
    normed: 'VGG-13 with batch norm behind every convolution.',
  },
  {
    layers: 16,
    letter: 'D',
    depths: [2, 2, 3, 3, 3],
    plain:
      'Nothing but 3×3 convolutions and pools: simple, accurate and 138 million weights heavy.',
    normed: 'VGG-16 with batch norm, two points more accurate; its convolutions kept their biases.',
  },
  {
    layers: 19,
    letter: 'E',
    depths: [2, 2, 4, 4, 4],
    plain:
      'VGG-16 with three more convolutions: the deepest plain network that still trained well.',
    normed: 'VGG-19 with batch norm behind every convolution.',
  },
];

const NORMED_NOTE =
  'The convolutions have biases, which their batch norms cancel: torchvision left them in, and a rule says so.';

/** The VGG networks of torchvision, each as it was published and with batch norm. */
export const vggs: readonly Template[] = CONFIGURATIONS.flatMap(
  ({ layers, letter, depths, plain, normed }): readonly Template[] => [
    {
      id: `vgg${layers}`,
      title: `VGG-${layers}`,
      summary: plain,
      source: `${SOURCE}, configuration ${letter}.`,
      build: () => vgg(depths, false),
    },
    {
      id: `vgg${layers}_bn`,
      title: `VGG-${layers} with batch norm`,
      summary: normed,
      note: NORMED_NOTE,
      source: `${SOURCE}, configuration ${letter}, with batch norm.`,
      build: () => vgg(depths, true),
    },
  ],
);

/** A VGG network with so many convolutions before each pool. */
function vgg(depths: readonly number[], normed: boolean): LayerGraph {
  return imageNetwork(IMAGENET, 'logits', (net, image) => {
    const features = new Chain(net, image, (index) => `features.${index}`);
    for (const [stage, depth] of depths.entries()) {
      net.group(`block ${stage + 1}`, () => {
        for (let count = 0; count < depth; count++) {
          features.add('conv2d', { filters: WIDTHS[stage], padding: evenEdges(1) });
          if (normed) features.add('batchNorm', {});
          features.add('activation', {});
        }
        features.add('maxPool2d', {});
      });
    }
    const pooled = net.add('adaptiveAvgPool2d', 'avgpool', { size: [7, 7] }, features.end);
    const flat = net.add('flatten', 'flatten', {}, pooled);
    return net.group('classifier', () =>
      new Chain(net, flat, (index) => `classifier.${index}`)
        .add('dense', { units: 4096 })
        .add('activation', {})
        .add('dropout', {})
        .add('dense', { units: 4096 })
        .add('activation', {})
        .add('dropout', {})
        .add('dense', { units: 1000 }),
    ).end;
  });
}
