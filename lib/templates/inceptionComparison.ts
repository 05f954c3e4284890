import type { LayerGraph } from '@/lib/graph/graph';
import { evenEdges } from '@/lib/layers/params';
import { convRelu } from './convRelu';
import { imageNetwork } from './imageNetwork';
import { type ConvUnit, conv, type InceptionStep, inceptionBlock, POOL } from './inceptionBlock';
import type { Template } from './template';

const PAPER = 'Szegedy et al.: Going Deeper with Convolutions, arXiv 1409.4842, 2014';

/**
 * A 1×1 convolution, the 5×5 branch of a block with and without such a bottleneck, which is what the
 * lecture counts, and the whole block that it is a branch of. Two pairs, each to be put side by side.
 */
export const inceptionComparison: readonly Template[] = [
  {
    id: 'pointwise',
    title: '1×1 convolution',
    summary:
      'From 192 channels to 32 on the same map: a dense layer at every pixel, where a pool would shrink the map.',
    source: 'Ng: Convolutional Neural Networks, week 2, networks in networks.',
    build: () => branch([conv(1, 32)], 'pointwise'),
  },
  {
    id: 'inception-naive',
    title: '5×5 branch, naive',
    summary: '32 filters of 5×5 on 192 channels: 120 million multiplications for one layer.',
    source: 'Ng: Convolutional Neural Networks, week 2, the computational cost of inception.',
    build: () => branch([conv(5, 32)]),
  },
  {
    id: 'inception-bottleneck',
    title: '5×5 branch, bottleneck',
    summary: 'The same 5×5 behind a 1×1 that squeezes 192 channels to 16: a tenth of the work.',
    source: 'Ng: Convolutional Neural Networks, week 2, the computational cost of inception.',
    build: () => branch([conv(1, 16), conv(5, 32)]),
  },
  {
    id: 'inception-block-naive',
    title: 'Inception block, naive',
    summary: 'Block 3a with its filters straight on the 192 channels: dear, and 416 channels wide.',
    source: `${PAPER}, figure 2a.`,
    build: () => block([[conv(1, 64)], [conv(3, 128)], [conv(5, 32)], [POOL]]),
  },
  {
    id: 'inception-block',
    title: 'Inception block 3a',
    summary: 'The first inception block of GoogLeNet: 1×1 filters before every dear step.',
    source: `${PAPER}, figure 2b and table 1.`,
    build: () =>
      block([
        [conv(1, 64)],
        [conv(1, 96), conv(3, 128)],
        [conv(1, 16), conv(5, 32)],
        [POOL, conv(1, 32)],
      ]),
  },
];

const unit: ConvUnit = (net, name, { kernel, filters }, from) =>
  convRelu(
    net,
    { conv: `${name}.conv`, relu: `${name}.relu` },
    { filters, kernel: [kernel, kernel], padding: evenEdges((kernel - 1) / 2) },
    from,
  );

function branch(steps: readonly Parameters<ConvUnit>[2][], name = 'branch3'): LayerGraph {
  return imageNetwork([28, 28, 192], 'unspecified', (net, image) =>
    steps.reduce(
      (last, step, index) => unit(net, steps.length === 1 ? name : `${name}.${index}`, step, last),
      image,
    ),
  );
}

function block(branches: readonly (readonly InceptionStep[])[]): LayerGraph {
  return imageNetwork([28, 28, 192], 'unspecified', (net, image) =>
    inceptionBlock(net, 'inception3a', branches, unit, image),
  );
}
