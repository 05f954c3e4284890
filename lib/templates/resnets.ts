import type { LayerGraph } from '@/lib/graph/graph';
import { IMAGENET } from './imageNetwork';
import type { ResidualBlock } from './residualBlock';
import { residualNetwork } from './residualNetwork';
import type { Template } from './template';

const PAPER =
  'He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, arXiv 1512.03385, 2015';
const TORCHVISION = `torchvision, after ${PAPER}; the stride of a bottleneck stands on its 3×3 convolution`;

/** The residual networks of the paper and of torchvision, and the plain network that they are measured against. */
export const resnets: readonly Template[] = [
  {
    id: 'plain34',
    title: 'Plain 34',
    summary:
      'ResNet-34 without its shortcuts: no smaller, but it trains worse than a network half as deep.',
    source: `${PAPER}, the plain network of figure 3.`,
    build: () => imagenet('basic', [3, 4, 6, 3], 'none'),
  },
  {
    id: 'resnet18',
    title: 'ResNet-18',
    summary: 'The smallest of the residual networks: where most people start.',
    source: `${TORCHVISION}.`,
    build: () => imagenet('basic', [2, 2, 2, 2]),
  },
  {
    id: 'resnet34',
    title: 'ResNet-34',
    summary: 'Shortcuts around every two convolutions let a deep network train.',
    source: `${TORCHVISION}.`,
    build: () => imagenet('basic', [3, 4, 6, 3]),
  },
  {
    id: 'resnet50',
    title: 'ResNet-50',
    summary: 'Bottleneck blocks: the network that others are measured against.',
    source: `${TORCHVISION}.`,
    build: () => imagenet('bottleneck', [3, 4, 6, 3]),
  },
  {
    id: 'resnet101',
    title: 'ResNet-101',
    summary: 'ResNet-50 with 23 blocks instead of 6 in its third stage.',
    source: `${TORCHVISION}.`,
    build: () => imagenet('bottleneck', [3, 4, 23, 3]),
  },
  {
    id: 'resnet152',
    title: 'ResNet-152',
    summary: 'Won ImageNet 2015: eight times as deep as VGG and still cheaper to run.',
    source: `${TORCHVISION}.`,
    build: () => imagenet('bottleneck', [3, 8, 36, 3]),
  },
  {
    id: 'resnet20-cifar',
    title: 'ResNet-20 for CIFAR',
    summary:
      'A residual network for 32×32 images in 0.27 million weights; its shortcuts have none.',
    source: `${PAPER}, section 4.2, with parameter-free shortcuts (option A).`,
    build: () =>
      residualNetwork({
        image: [32, 32, 3],
        stem: 'whole',
        width: 16,
        depths: [3, 3, 3],
        body: 'basic',
        shortcut: 'zeroPad',
        classes: 10,
      }),
  },
];

function imagenet(
  body: ResidualBlock['body'],
  depths: readonly number[],
  shortcut: ResidualBlock['shortcut'] = 'projection',
): LayerGraph {
  const design = { image: IMAGENET, stem: 'quarter', width: 64, classes: 1000 } as const;
  return residualNetwork({ ...design, body, depths, shortcut });
}
