import { Chain } from './chain';
import { denseHead } from './denseHead';
import { imageNetwork } from './imageNetwork';
import type { Template } from './template';

const SOURCE = 'Made for this collection; nobody has published it.';

/** Networks so small that a browser trains them in seconds: somewhere to start from. */
export const tinyNetworks: readonly Template[] = [
  {
    id: 'tiny-cnn-digits',
    title: 'Tiny network for digits',
    summary: 'Four convolutions on 28×28 grey images, ten classes: learns digits in seconds.',
    source: SOURCE,
    build: () =>
      imageNetwork([28, 28, 1], 'logits', (net, image) => {
        const features = new Chain(net, image, (index) => `features.${index}`)
          .add('conv2d', { filters: 8 })
          .add('activation', {})
          .add('maxPool2d', {})
          .add('conv2d', { filters: 16 })
          .add('activation', {})
          .add('maxPool2d', {})
          .add('conv2d', { filters: 32 })
          .add('activation', {})
          .add('conv2d', { filters: 32, padding: 'valid' })
          .add('activation', {});
        const flat = net.add('flatten', 'flatten', {}, features.end);
        return net.add('dense', 'fc', { units: 10 }, flat);
      }),
  },
  {
    id: 'tiny-cnn-textures',
    title: 'Tiny network for textures',
    summary:
      'Four convolutions with batch norm on 32×32 colour images; the mean over the map does not care where a pattern is.',
    source: SOURCE,
    build: () =>
      imageNetwork([32, 32, 3], 'logits', (net, image) => {
        const features = new Chain(net, image, (index) => `features.${index}`);
        for (const [index, filters] of [16, 16, 32, 32].entries()) {
          features
            .add('conv2d', { filters, bias: false })
            .add('batchNorm', {})
            .add('activation', {});
          if (index < 2) features.add('maxPool2d', {});
        }
        return denseHead(net, { pool: 'avgpool', dense: 'fc' }, 10, features.end);
      }),
  },
];
