import { evenEdges } from '@/lib/layers/params';
import type { GraphBuilder, ParamsInput, Tap } from './builder';
import { convNorm } from './convNorm';

/**
 * What goes around the convolutions of a block.
 *
 * - `projection`: the block's input; where the size changes, through a 1×1 convolution (option B)
 * - `zeroPad`: the block's input; where the size changes, every other pixel of it and channels of
 *   zeros, which costs no weights (option A)
 * - `none`: nothing: a plain network
 */
export type Shortcut = 'projection' | 'zeroPad' | 'none';

export interface ResidualBlock {
  readonly name: string;
  /** Channels that arrive. */
  readonly channels: number;
  /** Filters of the 3×3 convolutions. */
  readonly width: number;
  readonly stride: number;
  /** `basic`: two 3×3 convolutions; `bottleneck`: 1×1, 3×3, and a 1×1 to four times the width. */
  readonly body: 'basic' | 'bottleneck';
  readonly shortcut: Shortcut;
  /** So many times as many filters in the 3×3 convolution of a bottleneck: 2 in Wide ResNet-50-2. */
  readonly widening?: number;
  /** Groups of the 3×3 convolution of a bottleneck: the cardinality of ResNeXt. */
  readonly groups?: number;
}

/** Channels that leave a block. */
export function outputChannels({ body, width }: Pick<ResidualBlock, 'body' | 'width'>): number {
  return body === 'basic' ? width : 4 * width;
}

/**
 * A residual block of He et al. 2015, in a group of its own. Layers are called what torchvision's
 * feature extraction calls them: `layer1.0.conv1`, `layer1.0.add`, `layer1.0.relu_1`. A stride
 * stands on the 3×3 convolution, as torchvision has it.
 */
export function residualBlock(net: GraphBuilder, block: ResidualBlock, from: Tap): Tap {
  return net.group(block.name, () => {
    const { name } = block;
    const convs = convolutionsOf(block);
    let main = from;
    for (const [index, params] of convs.entries()) {
      const names = { conv: `${name}.conv${index + 1}`, norm: `${name}.bn${index + 1}` };
      main = convNorm(net, names, params, main);
      if (index < convs.length - 1) main = net.add('activation', reluName(name, index), {}, main);
    }
    if (block.shortcut !== 'none')
      main = net.add('add', `${name}.add`, {}, main, shortcut(net, block, from));
    return net.add('activation', reluName(name, convs.length - 1), {}, main);
  });
}

function reluName(block: string, uses: number): string {
  return uses === 0 ? `${block}.relu` : `${block}.relu_${uses}`;
}

function convolutionsOf(block: ResidualBlock): readonly ParamsInput<'conv2d'>[] {
  const { body, width, stride, widening = 1, groups = 1 } = block;
  if (body === 'basic') return [threeByThree(width, stride), threeByThree(width, 1)];
  const inner = widening * width;
  const strided = { ...threeByThree(inner, stride), groups };
  return [oneByOne(inner, 1), strided, oneByOne(outputChannels(block), 1)];
}

function threeByThree(filters: number, stride: number): ParamsInput<'conv2d'> {
  return { filters, stride: [stride, stride], padding: evenEdges(1) };
}

function oneByOne(filters: number, stride: number): ParamsInput<'conv2d'> {
  return { filters, kernel: [1, 1], stride: [stride, stride], padding: 'valid' };
}

function shortcut(net: GraphBuilder, block: ResidualBlock, from: Tap): Tap {
  const { name, channels, stride } = block;
  const leaving = outputChannels(block);
  if (stride === 1 && channels === leaving) return from;
  if (block.shortcut === 'projection') {
    const names = { conv: `${name}.downsample.0`, norm: `${name}.downsample.1` };
    return convNorm(net, names, oneByOne(leaving, stride), from);
  }
  const everyOther = { start: 0, end: null, step: stride };
  const sparse = net.add(
    'slice',
    `${name}.shortcut.slice`,
    { height: everyOther, width: everyOther },
    from,
  );
  const before = Math.floor((leaving - channels) / 2);
  const added = { channelsBefore: before, channelsAfter: leaving - channels - before };
  const edges = { top: 0, bottom: 0, left: 0, right: 0 };
  return net.add('zeroPad2d', `${name}.shortcut.pad`, { ...edges, ...added }, sparse);
}
