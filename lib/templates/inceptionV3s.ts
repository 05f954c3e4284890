import type { LayerGraph } from '@/lib/graph/graph';
import { evenEdges } from '@/lib/layers/params';
import { GraphBuilder, type ParamsInput, type Tap } from './builder';
import { convNorm } from './convNorm';
import { BLOCKS, type InceptionV3Branch, type InceptionV3Step } from './inceptionV3Blocks';
import type { Template } from './template';

const SOURCE =
  'torchvision, after Szegedy, Vanhoucke, Ioffe, Shlens, Wojna: Rethinking the Inception Architecture for Computer Vision, arXiv 1512.00567, 2015.';

/** Inception v3 as torchvision has it: as it is trained, with its auxiliary head, and as it is used, without. */
export const inceptionV3s: readonly Template[] = [
  {
    id: 'inception_v3',
    title: 'Inception v3, in training',
    summary:
      'Inception with 7×7 windows cut into 1×7 and 7×1, and a side branch that only the training uses.',
    note: 'The published count of parameters takes the auxiliary head in, the published MACs leave it out.',
    source: SOURCE,
    build: () => buildInceptionV3(true),
  },
  {
    id: 'inception_v3_plain',
    title: 'Inception v3',
    summary: 'Inception with 7×7 windows cut into 1×7 and 7×1: large windows made cheap.',
    note: 'Without the auxiliary head, as the published MACs are counted.',
    source: SOURCE,
    build: () => buildInceptionV3(false),
  },
];

function buildInceptionV3(auxiliary: boolean): LayerGraph {
  const net = new GraphBuilder();
  const image = net.add('input', 'image', { height: 299, width: 299, channels: 3 });
  let last = net.group('stem', () => stem(net, image));
  for (const { name, branches, side } of BLOCKS) {
    last = block(net, name, branches, last);
    if (side && auxiliary) head(net, side, last);
  }
  const pooled = net.add('globalAvgPool2d', 'avgpool', {}, last);
  const dropped = net.add('dropout', 'dropout', {}, pooled);
  const flat = net.add('flatten', 'flatten', {}, dropped);
  const scores = net.add('dense', 'fc', { units: 1000 }, flat);
  net.add('output', 'logits', { loss: 'logits' }, scores);
  return net.build();
}

/** A convolution without padding, its norm and its ReLU. */
function unit(net: GraphBuilder, name: string, params: ParamsInput<'conv2d'>, from: Tap): Tap {
  const names = { conv: `${name}.conv`, norm: `${name}.bn` };
  const normed = convNorm(net, names, { padding: 'valid', ...params }, from, 0.001);
  return net.add('activation', `${name}.relu`, {}, normed);
}

const HALVE: ParamsInput<'maxPool2d'> = { kernel: [3, 3], stride: [2, 2] };
const MEAN: ParamsInput<'avgPool2d'> = {
  kernel: [3, 3],
  stride: [1, 1],
  padding: evenEdges(1),
};

function stem(net: GraphBuilder, image: Tap): Tap {
  const first = unit(net, 'Conv2d_1a_3x3', { filters: 32, stride: [2, 2] }, image);
  const second = unit(net, 'Conv2d_2a_3x3', { filters: 32 }, first);
  const third = unit(net, 'Conv2d_2b_3x3', { filters: 64, padding: evenEdges(1) }, second);
  const pooled = net.add('maxPool2d', 'maxpool1', HALVE, third);
  const fourth = unit(net, 'Conv2d_3b_1x1', { filters: 80, kernel: [1, 1] }, pooled);
  const fifth = unit(net, 'Conv2d_4a_3x3', { filters: 192 }, fourth);
  return net.add('maxPool2d', 'maxpool2', HALVE, fifth);
}

/** Branches side by side, their channels stacked. */
function block(
  net: GraphBuilder,
  name: string,
  branches: readonly InceptionV3Branch[],
  from: Tap,
): Tap {
  return net.group(name, () => {
    const ends = branches.map(({ steps, fork }) => {
      const trunk = steps.reduce((last, step) => addStep(net, name, step, last), from);
      if (!fork) return trunk;
      const sides = fork.ends.map((step) => addStep(net, name, step, trunk));
      return net.add('concat', `${name}.${fork.name}`, {}, ...sides);
    });
    return net.add('concat', `${name}.cat`, {}, ...ends);
  });
}

function addStep(net: GraphBuilder, block: string, step: InceptionV3Step, from: Tap): Tap {
  switch (step.type) {
    case 'halvingPool':
      return net.add('maxPool2d', `${block}.pool`, HALVE, from);
    case 'averagePool':
      return net.add('avgPool2d', `${block}.pool`, MEAN, from);
    case 'halvingConv':
      return unit(net, `${block}.${step.name}`, { filters: step.filters, stride: [2, 2] }, from);
    case 'conv': {
      const [height, width] = step.kernel;
      const padding = evenEdges((height - 1) / 2, (width - 1) / 2);
      const { filters } = step;
      return unit(
        net,
        `${block}.${step.name}`,
        { filters, kernel: [height, width], padding },
        from,
      );
    }
  }
}

/** A side branch that brings the gradient closer to the first layers. */
function head(net: GraphBuilder, name: string, from: Tap): void {
  const scores = net.group(name, () => {
    const pooled = net.add('avgPool2d', `${name}.pool`, { kernel: [5, 5], stride: [3, 3] }, from);
    const narrow = unit(net, `${name}.conv0`, { filters: 128, kernel: [1, 1] }, pooled);
    const wide = unit(net, `${name}.conv1`, { filters: 768, kernel: [5, 5] }, narrow);
    const mean = net.add('globalAvgPool2d', `${name}.avgpool`, {}, wide);
    const flat = net.add('flatten', `${name}.flatten`, {}, mean);
    return net.add('dense', `${name}.fc`, { units: 1000 }, flat);
  });
  net.add('output', `${name}.logits`, { loss: 'logits' }, scores);
}
