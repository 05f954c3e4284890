import type { LayerGraph } from '@/lib/graph/graph';
import { imageNetwork } from './imageNetwork';
import { residualBlock, type Shortcut } from './residualBlock';
import type { Template } from './template';

const PAPER =
  'He, Zhang, Ren, Sun: Deep Residual Learning for Image Recognition, arXiv 1512.03385, 2015, section 3.3';

/** One block that halves the map and doubles the channels, with each of the two shortcuts: put them side by side. */
export const residualShortcuts: readonly Template[] = [
  {
    id: 'residual-projection',
    title: 'Residual block, projection',
    summary: 'Where the size changes, a 1×1 convolution of stride 2 makes the shortcut fit.',
    source: `${PAPER}, option B; the block layer2.0 of ResNet-18.`,
    build: () => halvingBlock('projection'),
  },
  {
    id: 'residual-zero-pad',
    title: 'Residual block, zero padding',
    summary:
      'Where the size changes, the shortcut takes every other pixel and adds channels of zeros: no weights.',
    source: `${PAPER}, option A.`,
    build: () => halvingBlock('zeroPad'),
  },
];

function halvingBlock(shortcut: Shortcut): LayerGraph {
  const block = { name: 'layer2.0', channels: 64, width: 128, stride: 2, body: 'basic' } as const;
  return imageNetwork([56, 56, 64], 'unspecified', (net, image) =>
    residualBlock(net, { ...block, shortcut }, image),
  );
}
