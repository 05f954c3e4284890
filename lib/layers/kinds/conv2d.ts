import { z } from 'zod';
import { must } from '@/lib/invariant';
import { featureMap } from '@/lib/tensor/tensorType';
import { convolutionWorking, groupedFanIn } from '../convolutionWorking';
import { failed, INPUT, inferred, trainable } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { count, padding, pair, toggle } from '../params';
import { unevenGroups } from '../problems';
import {
  isProblem,
  kerasPadded,
  slide,
  torchPadded,
  torchPair,
  windowDigest,
  windowReach,
} from '../windowed';
import { stated } from '../working';

/** A convolution over height and width. SPEC L1 to L5. */
export const conv2d = defineKind({
  kind: 'conv2d',
  title: 'Conv 2D',
  short: 'Conv',
  group: 'Convolution',
  summary: 'Slides learned filters over the map; each filter makes one output channel.',
  arity: SINGLE,
  params: z.strictObject({
    filters: count('Filters', 64, 'Output channels.'),
    kernel: pair('Kernel', [3, 3], 'Height × width of the window.'),
    stride: pair('Stride', [1, 1]),
    padding: padding('same'),
    dilation: pair('Dilation', [1, 1], 'Distance between the taps of the window.'),
    groups: count('Groups', 1, 'The channels are split into so many independent convolutions.'),
    bias: toggle('Bias', true, 'One offset a filter. A batch norm right after cancels it.'),
  }),
  infer(params, [source]) {
    const { filters, groups, bias } = params;
    const on = slide('Conv 2D', params, source);
    if (isProblem(on)) return failed(on);
    const uneven = unevenGroups(groups, on.channels, filters);
    if (uneven) return failed(uneven);
    const fanIn = on.channels / groups;
    const kernel = trainable('kernel', filters, fanIn, on.height.kernel, on.width.kernel);
    const positions = filters * on.rows * on.columns;
    const macs = positions * fanIn * on.height.kernel * on.width.kernel;
    return inferred(featureMap(filters, on.rows, on.columns), {
      reach: windowReach(on),
      weights: bias ? [kernel, trainable('bias', filters)] : [kernel],
      macs,
      operations: 2 * macs + (bias ? positions : 0),
      saved: [INPUT],
    });
  },
  working({ filters, groups, bias }, facts, [source]) {
    const type = must(source, 'input');
    return convolutionWorking(facts, type, {
      channels: stated('filters', filters),
      fanIn: groupedFanIn(type.shape[0] ?? 0, groups),
      bias,
    });
  },
  digest: (params) =>
    `${params.filters} · ${windowDigest(params)}${params.groups > 1 ? ` g${params.groups}` : ''}`,
  emit: {
    keras: (params) =>
      kerasPadded(params.padding, (edge) => ({
        name: 'conv2d',
        args: {
          filters: params.filters,
          kernelSize: params.kernel,
          strides: params.stride,
          padding: edge,
          dilationRate: params.dilation,
          groups: params.groups,
          useBias: params.bias,
        },
      })),
    torch: (params, _facts, inputs) =>
      torchPadded(params, inputs, (edge) => ({
        name: 'nn.Conv2d',
        args: {
          in_channels: inputs[0]?.shape[0],
          out_channels: params.filters,
          kernel_size: torchPair(params.kernel),
          stride: torchPair(params.stride),
          padding: edge,
          dilation: torchPair(params.dilation),
          groups: params.groups,
          bias: params.bias,
        },
      })),
  },
});
