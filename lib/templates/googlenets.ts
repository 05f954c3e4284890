import type { LayerGraph } from '@/lib/graph/graph';
import { evenEdges } from '@/lib/layers/params';
import { GraphBuilder, type ParamsInput, type Tap } from './builder';
import { convNorm } from './convNorm';
import { IMAGENET } from './imageNetwork';
import { type ConvUnit, conv, type InceptionStep, inceptionBlock, POOL } from './inceptionBlock';
import type { Template } from './template';

const HALVE: ParamsInput<'maxPool2d'> = { kernel: [3, 3], stride: [2, 2], ceilMode: true };

const SOURCE =
  'torchvision, after Szegedy et al.: Going Deeper with Convolutions, arXiv 1409.4842, 2014.';
const NOTE =
  'There is a batch norm behind every convolution, and a 3×3 window where the paper has a 5×5 one.';

/** GoogLeNet as torchvision has it: as it is trained, with its auxiliary heads, and as it is used, without. */
export const googlenets: readonly Template[] = [
  {
    id: 'googlenet',
    title: 'GoogLeNet, in training',
    summary:
      'Won ImageNet 2014: inception blocks look at several scales, and two side branches help the training.',
    note: `${NOTE} The published count of parameters leaves out the two auxiliary heads.`,
    source: SOURCE,
    build: () => buildGooglenet(true),
  },
  {
    id: 'googlenet_plain',
    title: 'GoogLeNet',
    summary: 'Won ImageNet 2014: inception blocks look at several scales at once.',
    note: `${NOTE} Without the auxiliary heads, as the published figures are counted.`,
    source: SOURCE,
    build: () => buildGooglenet(false),
  },
];

function buildGooglenet(auxiliary: boolean): LayerGraph {
  const net = new GraphBuilder();
  const [height, width, channels] = IMAGENET;
  const image = net.add('input', 'image', { height, width, channels });
  let last = net.group('stem', () => stem(net, image));
  for (const { name, pool, branches, side } of STAGES) {
    if (pool) last = net.add('maxPool2d', pool.name, pool.params, last);
    last = inceptionBlock(net, name, branches, unit, last);
    if (side && auxiliary) head(net, side, last);
  }
  const pooled = net.add('globalAvgPool2d', 'avgpool', {}, last);
  const flat = net.add('flatten', 'flatten', {}, pooled);
  const dropped = net.add('dropout', 'dropout', { rate: 0.2 }, flat);
  const scores = net.add('dense', 'fc', { units: 1000 }, dropped);
  net.add('output', 'logits', { loss: 'logits' }, scores);
  return net.build();
}

interface Stage {
  readonly name: string;
  /** The pool before the block. */
  readonly pool?: { readonly name: string; readonly params: ParamsInput<'maxPool2d'> };
  readonly branches: readonly (readonly InceptionStep[])[];
  /** The auxiliary head that hangs off the block. */
  readonly side?: string;
}

/** Filters as table 1 of the paper lists them: 1×1, 3×3 with the 1×1 before it, 5×5 likewise, 1×1 behind the pool. */
function filters(
  one: number,
  [reduceThree, three]: readonly [number, number],
  [reduceFive, five]: readonly [number, number],
  pool: number,
): Stage['branches'] {
  return [
    [conv(1, one)],
    [conv(1, reduceThree), conv(3, three)],
    [conv(1, reduceFive), conv(3, five)],
    [POOL, conv(1, pool)],
  ];
}

const STAGES: readonly Stage[] = [
  { name: 'inception3a', branches: filters(64, [96, 128], [16, 32], 32) },
  { name: 'inception3b', branches: filters(128, [128, 192], [32, 96], 64) },
  {
    name: 'inception4a',
    pool: { name: 'maxpool3', params: HALVE },
    branches: filters(192, [96, 208], [16, 48], 64),
    side: 'aux1',
  },
  { name: 'inception4b', branches: filters(160, [112, 224], [24, 64], 64) },
  { name: 'inception4c', branches: filters(128, [128, 256], [24, 64], 64) },
  { name: 'inception4d', branches: filters(112, [144, 288], [32, 64], 64), side: 'aux2' },
  { name: 'inception4e', branches: filters(256, [160, 320], [32, 128], 128) },
  {
    name: 'inception5a',
    pool: { name: 'maxpool4', params: { ceilMode: true } },
    branches: filters(256, [160, 320], [32, 128], 128),
  },
  { name: 'inception5b', branches: filters(384, [192, 384], [48, 128], 128) },
];

function convNormRelu(
  net: GraphBuilder,
  name: string,
  params: ParamsInput<'conv2d'>,
  from: Tap,
): Tap {
  const names = { conv: `${name}.conv`, norm: `${name}.bn` };
  return net.add('activation', `${name}.relu`, {}, convNorm(net, names, params, from, 0.001));
}

const unit: ConvUnit = (net, name, { kernel, filters }, from) => {
  const padding = evenEdges((kernel - 1) / 2);
  return convNormRelu(net, name, { filters, kernel: [kernel, kernel], padding }, from);
};

function stem(net: GraphBuilder, image: Tap): Tap {
  const first = convNormRelu(
    net,
    'conv1',
    { filters: 64, kernel: [7, 7], stride: [2, 2], padding: evenEdges(3) },
    image,
  );
  const pooled = net.add('maxPool2d', 'maxpool1', HALVE, first);
  const second = unit(net, 'conv2', conv(1, 64), pooled);
  const third = unit(net, 'conv3', conv(3, 192), second);
  return net.add('maxPool2d', 'maxpool2', HALVE, third);
}

/** A side branch that brings the gradient closer to the first layers. */
function head(net: GraphBuilder, name: string, from: Tap): void {
  const scores = net.group(name, () => {
    const pooled = net.add('adaptiveAvgPool2d', `${name}.pool`, { size: [4, 4] }, from);
    const map = unit(net, `${name}.conv`, conv(1, 128), pooled);
    const flat = net.add('flatten', `${name}.flatten`, {}, map);
    const hidden = net.add('dense', `${name}.fc1`, { units: 1024 }, flat);
    const active = net.add('activation', `${name}.relu`, {}, hidden);
    const dropped = net.add('dropout', `${name}.dropout`, { rate: 0.7 }, active);
    return net.add('dense', `${name}.fc2`, { units: 1000 }, dropped);
  });
  net.add('output', `${name}.logits`, { loss: 'logits' }, scores);
}
