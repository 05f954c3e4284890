import { evenEdges } from '@/lib/layers/params';
import type { GraphBuilder, ParamsInput, Tap } from './builder';
import { convNorm } from './convNorm';
import { imageNetwork } from './imageNetwork';
import type { Template } from './template';

const SOURCE =
  'PyTorch’s example, after Radford, Metz, Chintala: Unsupervised Representation Learning with Deep Convolutional Generative Adversarial Networks, arXiv 1511.06434, 2015';

type Window = Pick<ParamsInput<'conv2d'>, 'kernel' | 'stride' | 'padding' | 'bias'>;

/** Windows of 4×4 that halve or double a map: a multiple of their stride, so that they cover it evenly. */
const FOUR: Window = { kernel: [4, 4], stride: [2, 2], padding: evenEdges(1), bias: false };
/** The same window over all of a map of 4×4. */
const WHOLE: Window = { ...FOUR, stride: [1, 1], padding: 'valid' };

/** Both players of DCGAN, for colour images of 64×64. */
export const dcgans: readonly Template[] = [
  {
    id: 'dcgan-generator',
    title: 'DCGAN generator',
    summary: 'Makes an image of 64×64 from 100 random numbers, with transposed convolutions alone.',
    source: `${SOURCE}.`,
    build: () =>
      imageNetwork([1, 1, 100], 'unspecified', (net, noise) => {
        const maps = [512, 256, 128, 64].reduce((last, filters, level) => {
          const name = `up${level + 1}`;
          return net.group(name, () => raised(net, name, filters, level === 0, last));
        }, noise);
        const image = net.add('convTranspose2d', 'up5.conv', { filters: 3, ...FOUR }, maps);
        return net.add('activation', 'tanh', { function: 'tanh' }, image);
      }),
  },
  {
    id: 'dcgan-discriminator',
    title: 'DCGAN discriminator',
    summary: 'Tells images from what the generator makes of noise: strided convolutions, no pools.',
    source: `${SOURCE}.`,
    build: () =>
      imageNetwork([64, 64, 3], 'probabilities', (net, image) => {
        const maps = [64, 128, 256, 512].reduce((last, filters, level) => {
          const name = `down${level + 1}`;
          return net.group(name, () => lowered(net, name, filters, level > 0, last));
        }, image);
        const score = net.add('conv2d', 'down5.conv', { filters: 1, ...WHOLE }, maps);
        const real = net.add('activation', 'sigmoid', { function: 'sigmoid' }, score);
        return net.add('flatten', 'flatten', {}, real);
      }),
  },
];

function raised(net: GraphBuilder, name: string, filters: number, first: boolean, from: Tap): Tap {
  const window = first ? WHOLE : FOUR;
  const conv = net.add('convTranspose2d', `${name}.conv`, { filters, ...window }, from);
  return net.add('activation', `${name}.relu`, {}, net.add('batchNorm', `${name}.bn`, {}, conv));
}

function lowered(
  net: GraphBuilder,
  name: string,
  filters: number,
  normed: boolean,
  from: Tap,
): Tap {
  const params = { filters, ...FOUR };
  const names = { conv: `${name}.conv`, norm: `${name}.bn` };
  const map = normed
    ? convNorm(net, names, params, from)
    : net.add('conv2d', names.conv, params, from);
  return net.add('activation', `${name}.leaky`, { function: 'leakyRelu', slope: 0.2 }, map);
}
