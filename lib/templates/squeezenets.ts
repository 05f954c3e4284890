import type { LayerGraph } from '@/lib/graph/graph';
import { evenEdges } from '@/lib/layers/params';
import type { GraphBuilder, ParamsInput, Tap } from './builder';
import { Chain } from './chain';
import { convRelu } from './convRelu';
import { IMAGENET, imageNetwork } from './imageNetwork';
import type { Template } from './template';

const POOL: ParamsInput<'maxPool2d'> = { kernel: [3, 3], stride: [2, 2], ceilMode: true };

const SOURCE = 'torchvision, after Iandola et al.: SqueezeNet, arXiv 1602.07360, 2016';

/** A layer of the features: a pool, or a fire module with so many squeezed and expanded channels. */
type Step = 'pool' | readonly [squeezed: number, expanded: number];

/** Both versions of SqueezeNet as torchvision has them. */
export const squeezenets: readonly Template[] = [
  {
    id: 'squeezenet1_0',
    title: 'SqueezeNet 1.0',
    summary:
      'AlexNet’s accuracy with a fiftieth of its weights: squeeze to few channels, then expand.',
    source: `${SOURCE}.`,
    build: () =>
      squeezenet({ filters: 96, kernel: 7 }, [
        'pool',
        [16, 64],
        [16, 64],
        [32, 128],
        'pool',
        [32, 128],
        [48, 192],
        [48, 192],
        [64, 256],
        'pool',
        [64, 256],
      ]),
  },
  {
    id: 'squeezenet1_1',
    title: 'SqueezeNet 1.1',
    summary: 'Pools earlier and begins with 3×3: SqueezeNet with less than half of its work.',
    source: `${SOURCE}; version 1.1 of the authors’ repository.`,
    build: () =>
      squeezenet({ filters: 64, kernel: 3 }, [
        'pool',
        [16, 64],
        [16, 64],
        'pool',
        [32, 128],
        [32, 128],
        'pool',
        [48, 192],
        [48, 192],
        [64, 256],
        [64, 256],
      ]),
  },
];

function squeezenet(
  stem: { readonly filters: number; readonly kernel: number },
  steps: readonly Step[],
): LayerGraph {
  return imageNetwork(IMAGENET, 'logits', (net, image) => {
    const { filters, kernel } = stem;
    const features = new Chain(net, image, (index) => `features.${index}`)
      .add('conv2d', { filters, kernel: [kernel, kernel], stride: [2, 2], padding: 'valid' })
      .add('activation', {});
    for (const step of steps) {
      if (step === 'pool') features.add('maxPool2d', POOL);
      else features.part((name, from) => fire(net, name, ...step, from));
    }
    const classifier = net.group('classifier', () =>
      new Chain(net, features.end, (index) => `classifier.${index}`)
        .add('dropout', {})
        .add('conv2d', { filters: 1000, kernel: [1, 1], padding: 'valid' })
        .add('activation', {})
        .add('globalAvgPool2d', {}),
    );
    return net.add('flatten', 'flatten', {}, classifier.end);
  });
}

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
