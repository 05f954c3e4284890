import { evenEdges } from '@/lib/layers/params';
import type { ParamsInput } from './builder';
import { Chain } from './chain';
import { IMAGENET, imageNetwork } from './imageNetwork';
import type { Template } from './template';

const POOL: ParamsInput<'maxPool2d'> = { kernel: [3, 3], stride: [2, 2] };

/** AlexNet as torchvision has it: one column, no local response norm. */
export const alexnet: Template = {
  id: 'alexnet',
  title: 'AlexNet',
  summary: 'Won ImageNet 2012 by a wide margin and began the deep learning of images.',
  source:
    'torchvision alexnet, after Krizhevsky: One weird trick for parallelizing convolutional neural networks, arXiv 1404.5997, 2014.',
  build: () =>
    imageNetwork(IMAGENET, 'logits', (net, image) => {
      const features = net.group('features', () =>
        new Chain(net, image, (index) => `features.${index}`)
          .add('conv2d', { filters: 64, kernel: [11, 11], stride: [4, 4], padding: evenEdges(2) })
          .add('activation', {})
          .add('maxPool2d', POOL)
          .add('conv2d', { filters: 192, kernel: [5, 5], padding: evenEdges(2) })
          .add('activation', {})
          .add('maxPool2d', POOL)
          .add('conv2d', { filters: 384, padding: evenEdges(1) })
          .add('activation', {})
          .add('conv2d', { filters: 256, padding: evenEdges(1) })
          .add('activation', {})
          .add('conv2d', { filters: 256, padding: evenEdges(1) })
          .add('activation', {})
          .add('maxPool2d', POOL),
      );
      const pooled = net.add('adaptiveAvgPool2d', 'avgpool', { size: [6, 6] }, features.end);
      const flat = net.add('flatten', 'flatten', {}, pooled);
      return net.group('classifier', () =>
        new Chain(net, flat, (index) => `classifier.${index}`)
          .add('dropout', {})
          .add('dense', { units: 4096 })
          .add('activation', {})
          .add('dropout', {})
          .add('dense', { units: 4096 })
          .add('activation', {})
          .add('dense', { units: 1000 }),
      ).end;
    }),
};
