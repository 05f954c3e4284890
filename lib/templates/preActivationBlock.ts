import { evenEdges } from '@/lib/layers/params';
import type { GraphBuilder, ParamsInput, Tap } from './builder';
import { convNorm } from './convNorm';

export interface PreActivationBlock {
  readonly name: string;
  /** Filters of the 3×3 convolution; a quarter of the channels that leave. */
  readonly width: number;
  readonly stride: number;
  /** Whether a 1×1 convolution makes the shortcut fit: in the first block of a stage. */
  readonly projected: boolean;
}

/** What Keras adds to the variance in the norms of its residual networks. */
export const EPSILON = 1.001e-5;

/**
 * A bottleneck of He et al. 2016, with norm and activation before the convolutions, in a group of
 * its own. Layers are called what Keras calls them: `conv2_block1_preact_bn`.
 */
export function preActivationBlock(net: GraphBuilder, block: PreActivationBlock, from: Tap): Tap {
  return net.group(block.name, () => {
    const { name, width, stride } = block;
    const normed = net.add('batchNorm', `${name}_preact_bn`, { epsilon: EPSILON }, from);
    const ready = net.add('activation', `${name}_preact_relu`, {}, normed);
    const side = shortcut(net, block, from, ready);
    const squeezed = unit(net, `${name}_1`, { filters: width, kernel: [1, 1] }, ready);
    const spread: ParamsInput<'conv2d'> = {
      filters: width,
      stride: [stride, stride],
      padding: evenEdges(1),
    };
    const seen = unit(net, `${name}_2`, spread, squeezed);
    const main = net.add('conv2d', `${name}_3_conv`, widened(width), seen);
    return net.add('add', `${name}_out`, {}, side, main);
  });
}

function shortcut(
  net: GraphBuilder,
  { name, width, stride, projected }: PreActivationBlock,
  from: Tap,
  ready: Tap,
): Tap {
  if (projected) return net.add('conv2d', `${name}_0_conv`, widened(width), ready);
  if (stride === 1) return from;
  const sparse: ParamsInput<'maxPool2d'> = { kernel: [1, 1], stride: [stride, stride] };
  return net.add('maxPool2d', `${name}_0_pool`, sparse, from);
}

/** The 1×1 convolution that an addition reads; no norm follows it, so that it has biases. */
function widened(width: number): ParamsInput<'conv2d'> {
  return { filters: 4 * width, kernel: [1, 1], padding: 'valid' };
}

function unit(net: GraphBuilder, name: string, params: ParamsInput<'conv2d'>, from: Tap): Tap {
  const names = { conv: `${name}_conv`, norm: `${name}_bn` };
  return net.add('activation', `${name}_relu`, {}, convNorm(net, names, params, from, EPSILON));
}
