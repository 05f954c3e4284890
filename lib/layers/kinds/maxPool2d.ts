import { z } from 'zod';
import { constant, minus, times } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { featureMap } from '@/lib/tensor/tensorType';
import { failed, INPUT, inferred } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { padding, pair, toggle } from '../params';
import { poolWorking } from '../poolWorking';
import { isProblem, slide, torchMaxPadded, torchPair, windowDigest } from '../windowed';

/** The largest value under a window. Padding never wins: it counts as minus infinity. */
export const maxPool2d = defineKind({
  kind: 'maxPool2d',
  title: 'Max pool 2D',
  short: 'MP',
  group: 'Pooling',
  summary: 'Keeps the largest value under each window position.',
  arity: SINGLE,
  params: z.strictObject({
    kernel: pair('Kernel', [2, 2], 'Height × width of the window.'),
    stride: pair('Stride', [2, 2]),
    padding: padding('valid'),
    dilation: pair('Dilation', [1, 1], 'Distance between the taps of the window.'),
    ceilMode: toggle('Ceil mode', false, 'Keep a last window that hangs over the edge.'),
  }),
  infer(params, [source]) {
    const rounding = params.ceilMode ? 'ceil' : 'floor';
    const on = slide('Max pool 2D', params, source, rounding);
    if (isProblem(on)) return failed(on);
    const positions = on.channels * on.rows * on.columns;
    return inferred(featureMap(on.channels, on.rows, on.columns), {
      reach: { type: 'window', height: on.height, width: on.width, pooling: true, rounding },
      operations: positions * (on.height.kernel * on.width.kernel - 1),
      saved: [
        INPUT,
        { of: 'own', what: 'indices', elements: positions, perSample: true, dtype: 'int64' },
      ],
    });
  },
  working: (_params, facts, [source]) =>
    poolWorking(facts, must(source, 'input'), (values, taps) => ({
      formula: times(values, minus(times(...taps), constant(1))),
      words: 'One comparison less than the window has taps, for each value of the output.',
    })),
  digest: (params) => `${windowDigest(params)}${params.ceilMode ? ' ceil' : ''}`,
  emit: {
    keras: (params) => [
      {
        name: 'maxPooling2d',
        args: {
          poolSize: params.kernel,
          strides: params.stride,
          padding: params.padding,
          dilationRate: params.dilation,
          ceilMode: params.ceilMode,
        },
      },
    ],
    torch: (params, _facts, inputs) =>
      torchMaxPadded(params, inputs, (edge) => ({
        name: 'nn.MaxPool2d',
        args: {
          kernel_size: torchPair(params.kernel),
          stride: torchPair(params.stride),
          padding: edge,
          dilation: torchPair(params.dilation),
          ceil_mode: params.ceilMode,
        },
      })),
  },
});
