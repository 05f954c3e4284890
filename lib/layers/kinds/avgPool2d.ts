import { z } from 'zod';
import { times } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { featureMap } from '@/lib/tensor/tensorType';
import { failed, INPUT, inferred } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { padding, pair, toggle } from '../params';
import { poolWorking } from '../poolWorking';
import { isProblem, slide, torchPadded, torchPair, windowDigest } from '../windowed';

/** The mean of the values under a window. */
export const avgPool2d = defineKind({
  kind: 'avgPool2d',
  title: 'Average pool 2D',
  short: 'AP',
  group: 'Pooling',
  summary: 'Averages the values under each window position.',
  arity: SINGLE,
  params: z.strictObject({
    kernel: pair('Kernel', [2, 2], 'Height × width of the window.'),
    stride: pair('Stride', [2, 2]),
    padding: padding('valid'),
    ceilMode: toggle('Ceil mode', false, 'Keep a last window that hangs over the edge.'),
    countPadding: toggle('Count padding', true, 'Zeros of the padding count in the mean.'),
  }),
  infer(params, [source]) {
    const rounding = params.ceilMode ? 'ceil' : 'floor';
    const on = slide('Average pool 2D', params, source, rounding);
    if (isProblem(on)) return failed(on);
    return inferred(featureMap(on.channels, on.rows, on.columns), {
      reach: { type: 'window', height: on.height, width: on.width, pooling: true, rounding },
      operations: on.channels * on.rows * on.columns * on.height.kernel * on.width.kernel,
      saved: [INPUT],
    });
  },
  working: (_params, facts, [source]) =>
    poolWorking(facts, must(source, 'input'), (values, taps) => ({
      formula: times(values, ...taps),
      words: 'One addition for each tap; the padding is added too.',
    })),
  digest: (params) => `${windowDigest(params)}${params.ceilMode ? ' ceil' : ''}`,
  emit: {
    keras: (params) => [
      {
        name: 'averagePooling2d',
        args: {
          poolSize: params.kernel,
          strides: params.stride,
          padding: params.padding,
          ceilMode: params.ceilMode,
          countPadding: params.countPadding,
        },
      },
    ],
    torch: (params, _facts, inputs) =>
      torchPadded(params, inputs, (edge) => ({
        name: 'nn.AvgPool2d',
        args: {
          kernel_size: torchPair(params.kernel),
          stride: torchPair(params.stride),
          padding: edge,
          ceil_mode: params.ceilMode,
          count_include_pad: params.countPadding,
        },
      })),
  },
});
