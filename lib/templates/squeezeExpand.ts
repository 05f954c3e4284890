import type { GraphBuilder, Tap } from './builder';
import { imageNetwork } from './imageNetwork';
import type { Template } from './template';

/** The network of the lecture: blocks of convolutions that double the channels, each closed by a pool and a 1×1. */
export const squeezeExpand: Template = {
  id: 'squeeze-expand',
  title: 'Squeeze and expand',
  summary:
    'Expand from 32 to 512 channels, pool, squeeze back to 32 with a 1×1, and again: the board’s answer to large images.',
  source:
    'The School of AI, EVA4, session 2: from 400×400×3, without activations, repeated until the map is small.',
  build: () =>
    imageNetwork([400, 400, 3], 'unspecified', (net, image) => {
      let last = expand(net, 1, [32, 64, 128, 256, 512], image);
      for (let block = 2; block <= 5; block++) {
        last = squeeze(net, block - 1, last);
        last = expand(net, block, [64, 128, 256, 512], last);
      }
      return squeeze(net, 5, last);
    }),
};

function expand(net: GraphBuilder, block: number, widths: readonly number[], from: Tap): Tap {
  return net.group(`expand ${block}`, () =>
    widths.reduce(
      (last, filters, index) =>
        net.add('conv2d', `expand${block}.conv${index + 1}`, { filters, padding: 'valid' }, last),
      from,
    ),
  );
}

function squeeze(net: GraphBuilder, block: number, from: Tap): Tap {
  return net.group(`squeeze ${block}`, () => {
    const pooled = net.add('maxPool2d', `squeeze${block}.pool`, {}, from);
    return net.add('conv2d', `squeeze${block}.conv`, { filters: 32, kernel: [1, 1] }, pooled);
  });
}
