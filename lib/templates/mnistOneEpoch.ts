import type { LayerGraph } from '@/lib/graph/graph';
import type { GraphBuilder, Tap } from './builder';
import { imageNetwork } from './imageNetwork';
import type { Template } from './template';

const SOURCE = 'The School of AI, EVA4, session 2: the assignment network for MNIST';

/** The assignment of the lecture: find what is wrong before you train it for one epoch. */
export const mnistOneEpoch: readonly Template[] = [
  {
    id: 'mnist-one-epoch',
    title: 'MNIST in one epoch, with its bug',
    summary:
      'A ReLU between the last convolution and the softmax: scores below zero are lost, and their gradients with them.',
    source: `${SOURCE}.`,
    build: () => assignment(true),
  },
  {
    id: 'mnist-one-epoch-mended',
    title: 'MNIST in one epoch, mended',
    summary: 'The same network without the ReLU before its softmax.',
    source: `${SOURCE}, mended.`,
    build: () => assignment(false),
  },
];

function assignment(lastRelu: boolean): LayerGraph {
  return imageNetwork([28, 28, 1], 'logProbabilities', (net, image) => {
    const first = net.group('block 1', () => {
      const map = conv(net, 2, 64, 'same', conv(net, 1, 32, 'same', image));
      return net.add('maxPool2d', 'pool1', {}, map);
    });
    const second = net.group('block 2', () => {
      const map = conv(net, 4, 256, 'same', conv(net, 3, 128, 'same', first));
      return net.add('maxPool2d', 'pool2', {}, map);
    });
    const scores = net.group('block 3', () => {
      const map = conv(net, 6, 1024, 'valid', conv(net, 5, 512, 'valid', second));
      return conv(net, 7, 10, 'valid', map, lastRelu);
    });
    const flat = net.add('flatten', 'flatten', {}, scores);
    return net.add('softmax', 'log_softmax', { logarithm: true }, flat);
  });
}

function conv(
  net: GraphBuilder,
  number: number,
  filters: number,
  padding: 'same' | 'valid',
  from: Tap,
  relu = true,
): Tap {
  const map = net.add('conv2d', `conv${number}`, { filters, padding }, from);
  return relu ? net.add('activation', `relu${number}`, {}, map) : map;
}
