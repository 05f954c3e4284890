import { evenEdges } from '@/lib/layers/params';
import type { GraphBuilder, ParamsInput, Tap } from './builder';
import { denseHead } from './denseHead';
import { IMAGENET, imageNetwork } from './imageNetwork';
import type { Template } from './template';

/** Channels that every layer adds to what the layers before it have left. */
const GROWTH = 32;
/** Filters of the 1×1 convolution in front, in units of the growth. */
const BOTTLENECK = 4;

/** The densely connected networks of torchvision that grow by 32 channels a layer. */
export const densenets: readonly Template[] = [
  densenet(
    121,
    [6, 12, 24, 16],
    'Every layer reads the maps of all layers before it: few weights, many wires.',
  ),
  densenet(169, [6, 12, 32, 32], 'DenseNet-121 with longer third and fourth blocks.'),
  densenet(
    201,
    [6, 12, 48, 32],
    'As accurate as ResNet-101 with less than half of its weights, but its maps take more memory.',
  ),
];

function densenet(layers: number, depths: readonly number[], summary: string): Template {
  return {
    id: `densenet${layers}`,
    title: `DenseNet-${layers}`,
    summary,
    source:
      'torchvision, after Huang, Liu, van der Maaten, Weinberger: Densely Connected Convolutional Networks, arXiv 1608.06993, 2016.',
    build: () =>
      imageNetwork(IMAGENET, 'logits', (net, image) => {
        let last = net.group('stem', () => stem(net, image));
        let channels = 2 * GROWTH;
        for (const [index, depth] of depths.entries()) {
          last = denseBlock(net, `features.denseblock${index + 1}`, depth, last);
          channels += depth * GROWTH;
          if (index === depths.length - 1) break;
          channels = Math.floor(channels / 2);
          last = transition(net, `features.transition${index + 1}`, channels, last);
        }
        const normed = net.add('batchNorm', 'features.norm5', {}, last);
        const features = net.add('activation', 'relu', {}, normed);
        return denseHead(net, { pool: 'avgpool', dense: 'classifier' }, 1000, features);
      }),
  };
}

function stem(net: GraphBuilder, image: Tap): Tap {
  const first: ParamsInput<'conv2d'> = {
    filters: 2 * GROWTH,
    kernel: [7, 7],
    stride: [2, 2],
    padding: evenEdges(3),
    bias: false,
  };
  const conv = net.add('conv2d', 'features.conv0', first, image);
  const normed = net.add('batchNorm', 'features.norm0', {}, conv);
  const active = net.add('activation', 'features.relu0', {}, normed);
  const pool: ParamsInput<'maxPool2d'> = { kernel: [3, 3], padding: evenEdges(1) };
  return net.add('maxPool2d', 'features.pool0', pool, active);
}

/** Layers that each read what arrives and what all layers before them have made of it. */
function denseBlock(net: GraphBuilder, name: string, depth: number, from: Tap): Tap {
  return net.group(name, () => {
    const maps = [from];
    for (let index = 1; index <= depth; index++) {
      const layer = `${name}.denselayer${index}`;
      const read = net.add('concat', `${layer}.cat`, {}, ...maps);
      const narrow: ParamsInput<'conv2d'> = { filters: BOTTLENECK * GROWTH, kernel: [1, 1] };
      const squeezed = normReluConv(net, layer, 1, narrow, read);
      const grow: ParamsInput<'conv2d'> = { filters: GROWTH, padding: evenEdges(1) };
      maps.push(normReluConv(net, layer, 2, grow, squeezed));
    }
    return net.add('concat', `${name}.cat`, {}, ...maps);
  });
}

function normReluConv(
  net: GraphBuilder,
  layer: string,
  number: number,
  params: ParamsInput<'conv2d'>,
  from: Tap,
): Tap {
  const normed = net.add('batchNorm', `${layer}.norm${number}`, {}, from);
  const active = net.add('activation', `${layer}.relu${number}`, {}, normed);
  return net.add('conv2d', `${layer}.conv${number}`, { ...params, bias: false }, active);
}

/** Between two blocks: half of the channels on half of the map. */
function transition(net: GraphBuilder, name: string, filters: number, from: Tap): Tap {
  return net.group(name, () => {
    const normed = net.add('batchNorm', `${name}.norm`, {}, from);
    const active = net.add('activation', `${name}.relu`, {}, normed);
    const squeeze: ParamsInput<'conv2d'> = { filters, kernel: [1, 1], bias: false };
    const squeezed = net.add('conv2d', `${name}.conv`, squeeze, active);
    return net.add('avgPool2d', `${name}.pool`, {}, squeezed);
  });
}
