import { evenEdges } from '@/lib/layers/params';
import type { GraphBuilder, ParamsInput, Tap } from './builder';
import { Chain } from './chain';
import { convRelu } from './convRelu';
import { IMAGENET, imageNetwork } from './imageNetwork';
import type { Template } from './template';

const POOL: ParamsInput<'maxPool2d'> = { kernel: [3, 3], stride: [2, 2], ceilMode: true };

/** SqueezeNet 1.1 as torchvision has it. */
export const squeezenet: Template = {
  id: 'squeezenet1_1',
  title: 'SqueezeNet 1.1',
  summary:
    'AlexNet’s accuracy with a fiftieth of its weights: squeeze to few channels, then expand.',
  source:
    'torchvision, after Iandola et al.: SqueezeNet, arXiv 1602.07360, 2016; version 1.1 of the authors’ repository.',
  build: () =>
    imageNetwork(IMAGENET, 'logits', (net, image) => {
      const features = new Chain(net, image, (index) => `features.${index}`)
        .add('conv2d', { filters: 64, stride: [2, 2], padding: 'valid' })
        .add('activation', {})
        .add('maxPool2d', POOL)
        .part((name, from) => fire(net, name, 16, 64, from))
        .part((name, from) => fire(net, name, 16, 64, from))
        .add('maxPool2d', POOL)
        .part((name, from) => fire(net, name, 32, 128, from))
        .part((name, from) => fire(net, name, 32, 128, from))
        .add('maxPool2d', POOL)
        .part((name, from) => fire(net, name, 48, 192, from))
        .part((name, from) => fire(net, name, 48, 192, from))
        .part((name, from) => fire(net, name, 64, 256, from))
        .part((name, from) => fire(net, name, 64, 256, from));
      const classifier = net.group('classifier', () =>
        new Chain(net, features.end, (index) => `classifier.${index}`)
          .add('dropout', {})
          .add('conv2d', { filters: 1000, kernel: [1, 1], padding: 'valid' })
          .add('activation', {})
          .add('globalAvgPool2d', {}),
      );
      return net.add('flatten', 'flatten', {}, classifier.end);
    }),
};

/** A fire module: 1×1 filters squeeze the channels, 1×1 and 3×3 filters side by side expand them. */
function fire(net: GraphBuilder, name: string, squeezed: number, expanded: number, from: Tap): Tap {
  return net.group(name, () => {
    const branch = (role: string, filters: number, kernel: number, source: Tap) =>
      convRelu(
        net,
        { conv: `${name}.${role}`, relu: `${name}.${role}_activation` },
        { filters, kernel: [kernel, kernel], padding: evenEdges((kernel - 1) / 2) },
        source,
      );
    const squeeze = branch('squeeze', squeezed, 1, from);
    const narrow = branch('expand1x1', expanded, 1, squeeze);
    const wide = branch('expand3x3', expanded, 3, squeeze);
    return net.add('concat', `${name}.cat`, {}, narrow, wide);
  });
}
