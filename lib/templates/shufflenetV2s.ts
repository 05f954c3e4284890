import type { LayerGraph } from '@/lib/graph/graph';
import { evenEdges } from '@/lib/layers/params';
import { type GraphBuilder, port, type Tap } from './builder';
import { Chain } from './chain';
import { convUnit, numberedUnit } from './convUnit';
import { IMAGENET, imageNetwork } from './imageNetwork';
import { flatNames } from './partNames';
import type { Template } from './template';

const SOURCE =
  'torchvision, after Ma, Zhang, Zheng, Sun: ShuffleNet V2: Practical Guidelines for Efficient CNN Architecture Design, arXiv 1807.11164, 2018, table 5';

/** ShuffleNet V2 in two widths, as torchvision has it. */
export const shufflenetV2s: readonly Template[] = [
  {
    id: 'shufflenet_v2_x0_5',
    title: 'ShuffleNet v2 ×0.5',
    summary: 'Forty million multiply-accumulates: what fits where almost nothing does.',
    source: `${SOURCE}.`,
    build: () => shufflenetV2([48, 96, 192]),
  },
  {
    id: 'shufflenet_v2_x1_0',
    title: 'ShuffleNet v2 ×1.0',
    summary:
      'Half of the channels pass by untouched, then a shuffle mixes the halves: fast, not only cheap.',
    source: `${SOURCE}.`,
    build: () => shufflenetV2([116, 232, 464]),
  },
];

const DEPTHS = [4, 8, 4];

/** ShuffleNet V2 with so many channels in each stage. */
function shufflenetV2(widths: readonly number[]): LayerGraph {
  return imageNetwork(IMAGENET, 'logits', (net, image) => {
    const relu = { activation: 'relu' } as const;
    let last = net.group('stem', () => {
      const stem = { filters: 24, kernel: 3, stride: 2, ...relu };
      const map = convUnit(net, numberedUnit('conv1'), stem, image);
      return net.add('maxPool2d', 'maxpool', { kernel: [3, 3], padding: evenEdges(1) }, map);
    });
    for (const [stage, width] of widths.entries()) {
      const name = (index: number) => `stage${stage + 2}.${index}`;
      last = halvingBlock(net, name(0), width / 2, last);
      for (let index = 1; index < (DEPTHS[stage] ?? 0); index++)
        last = block(net, name(index), width / 2, last);
    }
    const wide = convUnit(net, numberedUnit('conv5'), { filters: 1024, kernel: 1, ...relu }, last);
    const features = net.add('globalAvgPool2d', 'mean', { keepMap: false }, wide);
    return net.add('dense', 'fc', { units: 1000 }, features);
  });
}

/** One half of the channels passes by, the other goes through three convolutions. */
function block(net: GraphBuilder, name: string, half: number, from: Tap): Tap {
  return net.group(name, () => {
    const kept = net.add('split', `${name}.chunk`, { sizes: [half, half] }, from);
    return shuffled(net, name, kept, branch(net, name, half, 1, port(kept, 1)));
  });
}

/** Both branches read all channels and make the map half as large. */
function halvingBlock(net: GraphBuilder, name: string, half: number, from: Tap): Tap {
  return net.group(name, () => {
    const short = new Chain(net, from, (index) => `${name}.branch1.${index}`)
      .add('depthwiseConv2d', { stride: [2, 2], padding: evenEdges(1), bias: false })
      .add('batchNorm', {})
      .add('conv2d', { filters: half, kernel: [1, 1], padding: 'valid', bias: false })
      .add('batchNorm', {})
      .add('activation', {});
    return shuffled(net, name, short.end, branch(net, name, half, 2, from));
  });
}

function branch(net: GraphBuilder, name: string, half: number, stride: number, from: Tap): Tap {
  const names = flatNames(`${name}.branch2`);
  const mix = { filters: half, kernel: 1, activation: 'relu' } as const;
  const window = { filters: 'depthwise', kernel: 3, stride, activation: 'none' } as const;
  const narrow = convUnit(net, names.unit(), mix, from);
  const seen = convUnit(net, names.linear(), window, narrow);
  return convUnit(net, names.unit(), mix, seen);
}

function shuffled(net: GraphBuilder, name: string, ...halves: readonly Tap[]): Tap {
  const whole = net.add('concat', `${name}.cat`, {}, ...halves);
  return net.add('channelShuffle', `${name}.shuffle`, { groups: 2 }, whole);
}
