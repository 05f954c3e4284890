import type { LayerGraph } from '@/lib/graph/graph';
import { evenEdges } from '@/lib/layers/params';
import type { GraphBuilder, ParamsInput, Tap } from './builder';
import { Chain } from './chain';
import { convRelu } from './convRelu';
import { IMAGENET, imageNetwork } from './imageNetwork';
import type { Template } from './template';

const POOL: ParamsInput<'maxPool2d'> = { kernel: [3, 3], stride: [2, 2] };

/** AlexNet as it was published, on two GPUs, and as torchvision has it. */
export const alexnets: readonly Template[] = [
  {
    id: 'alexnet-2012',
    title: 'AlexNet of 2012',
    summary:
      'Won ImageNet 2012 by a wide margin, in two columns: no GPU of the day had the memory for both.',
    note: 'Each column ran on a GPU of its own; they read one another’s maps before conv3 and the dense layers only. The paper says 224×224 pixels, but its maps of 55×55 take 227.',
    source:
      'Krizhevsky, Sutskever, Hinton: ImageNet Classification with Deep Convolutional Neural Networks, NIPS 2012, figure 2.',
    build: twoColumns,
  },
  {
    id: 'alexnet',
    title: 'AlexNet',
    summary: 'The network that began the deep learning of images, in one column.',
    note: 'Fewer filters than in 2012, and no local response norm.',
    source:
      'torchvision alexnet, after Krizhevsky: One weird trick for parallelizing convolutional neural networks, arXiv 1404.5997, 2014.',
    build: oneColumn,
  },
];

/** What each column of the first two layers has. */
const FIRST: ParamsInput<'conv2d'> = {
  filters: 48,
  kernel: [11, 11],
  stride: [4, 4],
  padding: 'valid',
};
const SECOND: ParamsInput<'conv2d'> = { filters: 128, kernel: [5, 5], padding: evenEdges(2) };

function twoColumns(): LayerGraph {
  return imageNetwork([227, 227, 3], 'logits', (net, image) => {
    const columns = ['1', '2'].map((number) => ({
      gpu: `gpu${number}`,
      inside: net.openGroup(`GPU ${number}`),
    }));
    /** Each column's end after a step that may read what both have so far. */
    const both = (step: (gpu: string, column: number) => Tap): readonly Tap[] =>
      columns.map(({ gpu, inside }, column) => inside(() => step(gpu, column)));

    const seen = both((gpu) => {
      const map = normPool(net, gpu, 1, conv(net, gpu, 1, FIRST, image));
      return normPool(net, gpu, 2, conv(net, gpu, 2, SECOND, map));
    });
    const parts = both((gpu) => {
      const all = net.add('concat', `${gpu}.cat3`, {}, ...seen);
      const third = conv(net, gpu, 3, { filters: 192, padding: evenEdges(1) }, all);
      const fourth = conv(net, gpu, 4, { filters: 192, padding: evenEdges(1) }, third);
      const fifth = conv(net, gpu, 5, { filters: 128, padding: evenEdges(1) }, fourth);
      const pooled = net.add('maxPool2d', `${gpu}.pool5`, POOL, fifth);
      return net.add('flatten', `${gpu}.flatten`, {}, pooled);
    });
    const sixth = both((gpu) => dense(net, gpu, 6, parts));
    const seventh = both((gpu) => dense(net, gpu, 7, sixth));
    const all = net.add('concat', 'cat8', {}, ...seventh);
    return net.add('dense', 'fc8', { units: 1000 }, all);
  });
}

function conv(
  net: GraphBuilder,
  gpu: string,
  number: number,
  params: ParamsInput<'conv2d'>,
  from: Tap,
): Tap {
  const names = { conv: `${gpu}.conv${number}`, relu: `${gpu}.relu${number}` };
  return convRelu(net, names, params, from);
}

/** The paper's α of 0.0001 for each of 5 channels; frameworks divide theirs by the number of channels. */
function normPool(net: GraphBuilder, gpu: string, number: number, from: Tap): Tap {
  const params = { size: 5, alpha: 5e-4, beta: 0.75, k: 2 };
  const normed = net.add('localResponseNorm', `${gpu}.norm${number}`, params, from);
  return net.add('maxPool2d', `${gpu}.pool${number}`, POOL, normed);
}

/** A half of a dense layer, which reads both halves of the one before. */
function dense(net: GraphBuilder, gpu: string, number: number, halves: readonly Tap[]): Tap {
  const all = net.add('concat', `${gpu}.cat${number}`, {}, ...halves);
  const scores = net.add('dense', `${gpu}.fc${number}`, { units: 2048 }, all);
  const active = net.add('activation', `${gpu}.relu${number}`, {}, scores);
  return net.add('dropout', `${gpu}.drop${number}`, {}, active);
}

function oneColumn(): LayerGraph {
  return imageNetwork(IMAGENET, 'logits', (net, image) => {
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
  });
}
