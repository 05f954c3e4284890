import type { LayerGraph } from '@/lib/graph/graph';
import { Chain } from './chain';
import { type ImageSize, imageNetwork } from './imageNetwork';
import type { Template } from './template';

const SOURCE = 'The School of AI, EVA4, session 2';

/** Chains of 3×3 convolutions without padding, from the lecture that builds up the receptive field. */
export const lectureChains: readonly Template[] = [
  {
    id: 'chain28',
    title: 'Chain on 28×28',
    summary: 'Five convolutions of 32 to 512 filters: where the weights of a network are.',
    source: `${SOURCE}: the table of parameters.`,
    build: () => chain([28, 28, 1], [32, 64, 128, 256, 512]),
  },
  {
    id: 'chain99',
    title: 'Chain of 99',
    summary:
      'It takes 99 convolutions of 3×3 to see 199 pixels, when nothing else widens the view.',
    source: `${SOURCE}: from 199×199 to 1×1.`,
    build: () => chain([199, 199, 1], new Array<number>(99).fill(1)),
  },
];

function chain(image: ImageSize, widths: readonly number[]): LayerGraph {
  return imageNetwork(image, 'unspecified', (net, input) => {
    const layers = new Chain(net, input, (index) => `conv${index + 1}`);
    for (const filters of widths) layers.add('conv2d', { filters, padding: 'valid' });
    return layers.end;
  });
}
