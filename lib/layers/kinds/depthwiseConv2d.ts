import { z } from 'zod';
import { named, times } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { featureMap } from '@/lib/tensor/tensorType';
import { convolutionWorking } from '../convolutionWorking';
import { failed, INPUT, inferred, trainable } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { count, padding, pair, toggle } from '../params';
import {
  isProblem,
  kerasPadded,
  slide,
  torchPadded,
  torchPair,
  windowDigest,
  windowReach,
} from '../windowed';

/** One small filter set for each channel: a convolution with as many groups as channels. */
export const depthwiseConv2d = defineKind({
  kind: 'depthwiseConv2d',
  title: 'Depthwise conv 2D',
  short: 'DWConv',
  group: 'Convolution',
  summary: 'Convolves every channel on its own; a 1×1 convolution usually mixes them after.',
  arity: SINGLE,
  params: z.strictObject({
    kernel: pair('Kernel', [3, 3], 'Height × width of the window.'),
    stride: pair('Stride', [1, 1]),
    padding: padding('same'),
    dilation: pair('Dilation', [1, 1], 'Distance between the taps of the window.'),
    multiplier: count('Multiplier', 1, 'Output channels for each input channel.'),
    bias: toggle('Bias', true, 'One offset a channel. A batch norm right after cancels it.'),
  }),
  infer(params, [source]) {
    const on = slide('Depthwise conv 2D', params, source);
    if (isProblem(on)) return failed(on);
    const channels = on.channels * params.multiplier;
    const kernel = trainable('kernel', channels, 1, on.height.kernel, on.width.kernel);
    const positions = channels * on.rows * on.columns;
    const macs = positions * on.height.kernel * on.width.kernel;
    return inferred(featureMap(channels, on.rows, on.columns), {
      reach: windowReach(on),
      weights: params.bias ? [kernel, trainable('bias', channels)] : [kernel],
      macs,
      operations: 2 * macs + (params.bias ? positions : 0),
      saved: [INPUT],
    });
  },
  working({ multiplier, bias }, facts, [source]) {
    const type = must(source, 'input');
    const [channels = 0] = type.shape;
    return convolutionWorking(facts, type, {
      channels: { formula: times(named('channels', channels), named('multiplier', multiplier)) },
      fanIn: undefined,
      bias,
    });
  },
  digest: (params) =>
    `${windowDigest(params)}${params.multiplier > 1 ? ` m${params.multiplier}` : ''}`,
  emit: {
    keras: (params) =>
      kerasPadded(params.padding, (edge) => ({
        name: 'depthwiseConv2d',
        args: {
          kernelSize: params.kernel,
          strides: params.stride,
          padding: edge,
          dilationRate: params.dilation,
          depthMultiplier: params.multiplier,
          useBias: params.bias,
        },
      })),
    torch: (params, _facts, inputs) =>
      torchPadded(params, inputs, (edge) => ({
        name: 'nn.Conv2d',
        args: {
          in_channels: inputs[0]?.shape[0],
          out_channels: (inputs[0]?.shape[0] ?? 0) * params.multiplier,
          kernel_size: torchPair(params.kernel),
          stride: torchPair(params.stride),
          padding: edge,
          dilation: torchPair(params.dilation),
          groups: inputs[0]?.shape[0],
          bias: params.bias,
        },
      })),
  },
});
