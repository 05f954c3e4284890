import type { LayerGraph } from '@/lib/graph/graph';
import { IMAGENET } from './imageNetwork';
import { type ResidualNetwork, residualNetwork } from './residualNetwork';
import type { Template } from './template';

const PAPER =
  'He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, arXiv 1512.03385, 2015';
const TORCHVISION = `torchvision, after ${PAPER}; the stride of a bottleneck stands on its 3×3 convolution`;

/** The residual networks of the paper and of torchvision, and the plain networks that they are measured against. */
export const resnets: readonly Template[] = [
  {
    id: 'plain18',
    title: 'Plain 18',
    summary: 'ResNet-18 without its shortcuts: at this depth the two are still equally accurate.',
    source: `${PAPER}, the plain network of table 2.`,
    build: () => imagenet({ body: 'basic', depths: [2, 2, 2, 2], shortcut: 'none' }),
  },
  {
    id: 'plain34',
    title: 'Plain 34',
    summary:
      'ResNet-34 without its shortcuts: no smaller, but it trains worse than a network half as deep.',
    source: `${PAPER}, the plain network of figure 3.`,
    build: () => imagenet({ body: 'basic', depths: [3, 4, 6, 3], shortcut: 'none' }),
  },
  {
    id: 'resnet18',
    title: 'ResNet-18',
    summary: 'The smallest of the residual networks: where most people start.',
    source: `${TORCHVISION}.`,
    build: () => imagenet({ body: 'basic', depths: [2, 2, 2, 2] }),
  },
  {
    id: 'resnet34',
    title: 'ResNet-34',
    summary: 'Shortcuts around every two convolutions let a deep network train.',
    source: `${TORCHVISION}.`,
    build: () => imagenet({ body: 'basic', depths: [3, 4, 6, 3] }),
  },
  {
    id: 'resnet50',
    title: 'ResNet-50',
    summary: 'Bottleneck blocks: the network that others are measured against.',
    source: `${TORCHVISION}.`,
    build: () => imagenet({ body: 'bottleneck', depths: [3, 4, 6, 3] }),
  },
  {
    id: 'resnet101',
    title: 'ResNet-101',
    summary: 'ResNet-50 with 23 blocks instead of 6 in its third stage.',
    source: `${TORCHVISION}.`,
    build: () => imagenet({ body: 'bottleneck', depths: [3, 4, 23, 3] }),
  },
  {
    id: 'resnet152',
    title: 'ResNet-152',
    summary: 'Won ImageNet 2015: eight times as deep as VGG and still cheaper to run.',
    source: `${TORCHVISION}.`,
    build: () => imagenet({ body: 'bottleneck', depths: [3, 8, 36, 3] }),
  },
  {
    id: 'resnext50_32x4d',
    title: 'ResNeXt-50 32×4d',
    summary:
      'ResNet-50 with its 3×3 split into 32 groups and twice as wide: more accurate at the same cost.',
    source:
      'torchvision, after Xie et al.: Aggregated Residual Transformations for Deep Neural Networks, arXiv 1611.05431, 2016.',
    build: () => imagenet({ body: 'bottleneck', depths: [3, 4, 6, 3], widening: 2, groups: 32 }),
  },
  {
    id: 'wide_resnet50_2',
    title: 'Wide ResNet-50-2',
    summary: 'ResNet-50 with twice as many 3×3 filters: as accurate as ResNet-152, and quicker.',
    source:
      'torchvision, after Zagoruyko, Komodakis: Wide Residual Networks, arXiv 1605.07146, 2016.',
    build: () => imagenet({ body: 'bottleneck', depths: [3, 4, 6, 3], widening: 2 }),
  },
  cifar(
    20,
    'A residual network for 32×32 images in 0.27 million weights; its shortcuts have none.',
  ),
  cifar(56, 'Nine blocks a stage on 32×32 images: what pruning and quantisation are tried on.'),
  cifar(
    110,
    'The deepest CIFAR network of the paper that still won: 54 blocks, 1.7 million weights.',
  ),
];

function imagenet(
  design: Pick<ResidualNetwork, 'body' | 'depths' | 'widening' | 'groups'> & {
    readonly shortcut?: ResidualNetwork['shortcut'];
  },
): LayerGraph {
  const frame = { image: IMAGENET, stem: 'quarter', width: 64, classes: 1000 } as const;
  return residualNetwork({ shortcut: 'projection', ...frame, ...design });
}

/** A network of the paper's section 4.2: of `layers` layers, 2 in each block of 3 equal stages. */
function cifar(layers: number, summary: string): Template {
  const depth = (layers - 2) / 6;
  return {
    id: `resnet${layers}-cifar`,
    title: `ResNet-${layers} for CIFAR`,
    summary,
    source: `${PAPER}, section 4.2, with parameter-free shortcuts (option A).`,
    build: () =>
      residualNetwork({
        image: [32, 32, 3],
        stem: 'whole',
        width: 16,
        depths: [depth, depth, depth],
        body: 'basic',
        shortcut: 'zeroPad',
        classes: 10,
      }),
  };
}
