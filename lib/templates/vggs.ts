import type { LayerGraph } from '@/lib/graph/graph';
import { evenEdges } from '@/lib/layers/params';
import { Chain } from './chain';
import { IMAGENET, imageNetwork } from './imageNetwork';
import type { Template } from './template';

const WIDTHS = [64, 128, 256, 512, 512];
const SOURCE =
  'torchvision, after Simonyan, Zisserman: Very Deep Convolutional Networks for Large-Scale Image Recognition, arXiv 1409.1556, 2014';

/** The VGG networks that people still compare with, as torchvision has them, without batch norm. */
export const vggs: readonly Template[] = [
  {
    id: 'vgg16',
    title: 'VGG-16',
    summary:
      'Nothing but 3×3 convolutions and pools: simple, accurate and 138 million weights heavy.',
    source: `${SOURCE}, configuration D.`,
    build: () => vgg([2, 2, 3, 3, 3]),
  },
  {
    id: 'vgg19',
    title: 'VGG-19',
    summary:
      'VGG-16 with three more convolutions: the deepest plain network that still trained well.',
    source: `${SOURCE}, configuration E.`,
    build: () => vgg([2, 2, 4, 4, 4]),
  },
];

/** A VGG network with so many convolutions before each pool. */
function vgg(depths: readonly number[]): LayerGraph {
  return imageNetwork(IMAGENET, 'logits', (net, image) => {
    const features = new Chain(net, image, (index) => `features.${index}`);
    for (const [stage, depth] of depths.entries()) {
      net.group(`block ${stage + 1}`, () => {
        for (let count = 0; count < depth; count++)
          features
            .add('conv2d', { filters: WIDTHS[stage], padding: evenEdges(1) })
            .add('activation', {});
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
