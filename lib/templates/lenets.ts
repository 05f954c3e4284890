import type { LayerGraph } from '@/lib/graph/graph';
import { type GraphBuilder, type ParamsInput, port, type Tap } from './builder';
import { convRelu } from './convRelu';
import { imageNetwork } from './imageNetwork';
import type { Template } from './template';

const PAPER =
  'LeCun, Bottou, Bengio, Haffner: Gradient-Based Learning Applied to Document Recognition, Proceedings of the IEEE, 1998';

/** The window of every convolution. */
const FIVE: Pick<ParamsInput<'conv2d'>, 'kernel' | 'padding'> = {
  kernel: [5, 5],
  padding: 'valid',
};

/** LeNet-5 as it was published, and as it is built today. */
export const lenets: readonly Template[] = [
  {
    id: 'lenet5-1998',
    title: 'LeNet-5 of 1998',
    summary:
      'Read the digits on bank cheques: tanh, subsampling that is trained, and a third layer that is wired by a table.',
    note: 'C3 reads three, four or all six maps of S2, as table I of the paper has it: the maps are laid side by side in threes and fours, and convolved in groups. The last layer keeps the 840 numbers of the paper’s radial basis functions as the weights of a dense layer; the paper does not train them, and counts 60,000 without them.',
    source: `${PAPER}, section II B.`,
    build: original,
  },
  {
    id: 'lenet5',
    title: 'LeNet-5',
    summary: 'The pattern of all that came after, in 61,706 weights, as it is built today.',
    note: 'ReLU and max pooling in place of tanh and trained subsampling, and full connections.',
    source: `${PAPER}; the modern form, with ReLU, max pooling and full connections.`,
    build: modern,
  },
];

/** Maps of S2 that the maps of C3 read, three or four each: columns 0 to 5 and 6 to 14 of table I. */
const THREES = ['012', '123', '234', '345', '450', '501'];
const FOURS = ['0123', '1234', '2345', '3450', '4501', '5012', '0134', '1245', '0235'];

function original(): LayerGraph {
  return imageNetwork([32, 32, 1], 'logits', (net, image) => {
    const first = net.group('C1 and S2', () => {
      const map = squashedConv(net, 'C1', 6, image);
      return subsample(net, 'S2', map);
    });
    const second = net.group('C3 and S4', () => {
      const map = net.add('concat', 'C3', {}, ...partial(net, first));
      return subsample(net, 'S4', squashed(net, 'C3', map));
    });
    const third = net.add('flatten', 'flatten', {}, squashedConv(net, 'C5', 120, second));
    const fourth = squashed(net, 'F6', net.add('dense', 'F6', { units: 84 }, third));
    return net.add('dense', 'RBF', { units: 10, bias: false }, fourth);
  });
}

/** The convolutions of C3: over groups of three maps, over groups of four, and over all six. */
function partial(net: GraphBuilder, from: Tap): readonly Tap[] {
  const maps = net.add('split', 'S2.maps', { sizes: [1, 1, 1, 1, 1, 1] }, from);
  const groups = (name: string, columns: readonly string[]) => {
    const taps = [...columns.join('')].map((digit) => port(maps, Number(digit)));
    const side = net.add('concat', `S2.${name}`, {}, ...taps);
    const each = { filters: columns.length, groups: columns.length };
    return net.add('conv2d', `C3.${name}`, { ...each, ...FIVE }, side);
  };
  return [
    groups('threes', THREES),
    groups('fours', FOURS),
    net.add('conv2d', 'C3.all', { filters: 1, ...FIVE }, from),
  ];
}

/** Each map at half its size: the mean of four pixels, times a trained number, plus another. */
function subsample(net: GraphBuilder, name: string, from: Tap): Tap {
  const mean = net.add('avgPool2d', `${name}.mean`, {}, from);
  return squashed(net, name, net.add('depthwiseConv2d', name, { kernel: [1, 1] }, mean));
}

function squashedConv(net: GraphBuilder, name: string, filters: number, from: Tap): Tap {
  return squashed(net, name, net.add('conv2d', name, { filters, ...FIVE }, from));
}

function squashed(net: GraphBuilder, name: string, from: Tap): Tap {
  return net.add('activation', `${name}.tanh`, { function: 'tanh' }, from);
}

function modern(): LayerGraph {
  return imageNetwork([32, 32, 1], 'logits', (net, image) => {
    const first = stage(net, 1, 6, image);
    const second = stage(net, 2, 16, first);
    const features = net.add('flatten', 'flatten', {}, second);
    const third = net.add('dense', 'fc1', { units: 120 }, features);
    const fourth = net.add(
      'dense',
      'fc2',
      { units: 84 },
      net.add('activation', 'relu3', {}, third),
    );
    return net.add('dense', 'fc3', { units: 10 }, net.add('activation', 'relu4', {}, fourth));
  });
}

function stage(net: GraphBuilder, number: number, filters: number, from: Tap): Tap {
  return net.group(`stage ${number}`, () => {
    const names = { conv: `conv${number}`, relu: `relu${number}` };
    const map = convRelu(net, names, { filters, ...FIVE }, from);
    return net.add('maxPool2d', `pool${number}`, {}, map);
  });
}
