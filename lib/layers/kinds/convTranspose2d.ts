import { z } from 'zod';
import { constant, evaluate, minus, named, sum, times } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { elementCount, featureMap } from '@/lib/tensor/tensorType';
import {
  effectiveKernel,
  transposedLength,
  transposedSpan,
  type Window,
} from '@/lib/tensor/window';
import { groupedFanIn, linearOperations } from '../convolutionWorking';
import { failed, INPUT, inferred, trainable } from '../facts';
import { type Call, defineKind, type Problem, type Reckoning, SINGLE } from '../kind';
import { count, type Padding, padding, pair, pairFromZero, toggle } from '../params';
import { badParameter, unevenGroups } from '../problems';
import { isProblem, requireMap, torchPair, type WindowParams, windowDigest } from '../windowed';
import { kernelFactors, reachOf } from '../windowWorking';
import { stated } from '../working';

interface TransposedParams extends WindowParams {
  readonly dilation: readonly [number, number];
  readonly outputPadding: readonly [number, number];
}

/** A convolution run backwards: every input position is spread over a window of the output. SPEC L4. */
export const convTranspose2d = defineKind({
  kind: 'convTranspose2d',
  title: 'Conv transpose 2D',
  short: 'ConvT',
  group: 'Convolution',
  summary: 'Spreads every position over a window of a larger map: learned upsampling.',
  arity: SINGLE,
  params: z.strictObject({
    filters: count('Filters', 64, 'Output channels.'),
    kernel: pair('Kernel', [4, 4], 'A multiple of the stride covers the output evenly.'),
    stride: pair('Stride', [2, 2], 'How many times larger the output is.'),
    padding: padding('same', 'Rows and columns cut off the edges of the output.'),
    outputPadding: pairFromZero('Output padding', [0, 0], 'Rows and columns added at the end.'),
    dilation: pair('Dilation', [1, 1], 'Distance between the taps of the window.'),
    groups: count('Groups', 1, 'The channels are split into so many independent convolutions.'),
    bias: toggle('Bias', true, 'One offset a filter. A batch norm right after cancels it.'),
  }),
  infer(params, [source]) {
    const map = requireMap('Conv transpose 2D', source);
    if (isProblem(map)) return failed(map);
    const { filters, groups, bias } = params;
    const problem = unevenGroups(groups, map.channels, filters) ?? excessivePadding(params);
    if (problem) return failed(problem);
    const height = transposedAxis(params, 0);
    const width = transposedAxis(params, 1);
    const rows = transposedLength(map.height, height.window, height.extra);
    const columns = transposedLength(map.width, width.window, width.extra);
    if (rows <= 0 || columns <= 0) {
      return failed(
        badParameter('padding', 'The padding cuts away the whole output: use less of it.'),
      );
    }
    const kernel = trainable(
      'kernel',
      map.channels,
      filters / groups,
      height.window.kernel,
      width.window.kernel,
    );
    const spread = (filters / groups) * height.window.kernel * width.window.kernel;
    const macs = map.channels * map.height * map.width * spread;
    return inferred(featureMap(filters, rows, columns), {
      reach: {
        type: 'span',
        height: transposedSpan(height.window),
        width: transposedSpan(width.window),
      },
      weights: bias ? [kernel, trainable('bias', filters)] : [kernel],
      macs,
      operations: 2 * macs + (bias ? filters * rows * columns : 0),
      saved: [INPUT],
    });
  },
  working(params, { outputs }, [source]) {
    const { filters, groups, bias } = params;
    const [channels = 0, height = 0, width = 0] = must(source, 'input').shape;
    const [vertical, horizontal] = [transposedAxis(params, 0), transposedAxis(params, 1)];
    const macs = times(
      named('channels', channels),
      named('rows', height),
      named('columns', width),
      groupedFanIn(filters, groups, 'filters'),
      ...kernelFactors({ height: vertical.window, width: horizontal.window }),
    );
    const values = elementCount(must(outputs[0], 'output'));
    return {
      outputs: [
        [
          stated('filters', filters),
          transposedReckoning('height', height, vertical),
          transposedReckoning('width', width, horizontal),
        ],
      ],
      weightAxes: {
        kernel: ['channels', 'filters of a group', 'kernel height', 'kernel width'],
        bias: ['filters'],
      },
      macs: { formula: macs, words: 'Every value of the input is spread over the whole kernel.' },
      operations: linearOperations(evaluate(macs), bias ? values : 0),
    };
  },
  digest: (params) => `${params.filters} · ${windowDigest(params).replace('/', '×')}`,
  emit: {
    keras: (params) => [
      {
        name: 'conv2dTranspose',
        args: {
          filters: params.filters,
          kernelSize: params.kernel,
          strides: params.stride,
          ...kerasEdges(params.padding),
          outputPadding: params.outputPadding,
          dilationRate: params.dilation,
          groups: params.groups,
          useBias: params.bias,
        },
      },
    ],
    torch: (params, _facts, inputs) => {
      const [height, width] = [torchAxis(params, 0), torchAxis(params, 1)];
      const layer: Call = {
        name: 'nn.ConvTranspose2d',
        args: {
          in_channels: inputs[0]?.shape[0],
          out_channels: params.filters,
          kernel_size: torchPair(params.kernel),
          stride: torchPair(params.stride),
          padding: torchPair([height.padding, width.padding]),
          output_padding: torchPair([height.extra, width.extra]),
          dilation: torchPair(params.dilation),
          groups: params.groups,
          bias: params.bias,
        },
      };
      const cut = [width.cutLow, width.cutHigh, height.cutLow, height.cutHigh];
      if (cut.every((side) => side === 0)) return [layer];
      const crop = { name: 'nn.ZeroPad2d', args: { padding: cut.map((side) => 0 - side) } };
      return [layer, crop];
    },
  },
});

interface TransposedAxis {
  readonly window: Window;
  /** Positions added at the end of the output. */
  readonly extra: number;
}

function transposedAxis(params: TransposedParams, axis: 0 | 1): TransposedAxis {
  const { padding: edges, outputPadding } = params;
  const kernel = params.kernel[axis];
  const stride = params.stride[axis];
  const dilation = params.dilation[axis];
  const bare: Window = { kernel, stride, dilation, padLow: 0, padHigh: 0 };
  const extra = outputPadding[axis];
  if (edges === 'valid') return { window: bare, extra };
  if (edges !== 'same') {
    const [padLow, padHigh] = axis === 0 ? [edges.top, edges.bottom] : [edges.left, edges.right];
    return { window: { ...bare, padLow, padHigh }, extra };
  }
  const surplus = effectiveKernel(bare) - stride;
  const padLow = Math.max(0, Math.floor(surplus / 2));
  const padHigh = Math.max(0, surplus - padLow);
  return { window: { ...bare, padLow, padHigh }, extra: extra + Math.max(0, 0 - surplus) };
}

/** Positions that a transposed window spreads an axis to. SPEC L4. */
function transposedReckoning(
  axis: 'height' | 'width',
  size: number,
  { window, extra }: TransposedAxis,
): Reckoning {
  const [low, high] = axis === 'height' ? ['top', 'bottom'] : ['left', 'right'];
  const cut = [
    ...(window.padLow === 0 ? [] : [named(low, window.padLow)]),
    ...(window.padHigh === 0 ? [] : [named(high, window.padHigh)]),
  ];
  const steps = times(minus(named(axis, size), constant(1)), named('stride', window.stride));
  const spread = sum(
    steps,
    reachOf(window),
    ...(extra === 0 ? [] : [named('output padding', extra)]),
  );
  return {
    formula: cut.length === 0 ? spread : minus(spread, ...cut),
    words: 'Windows that step by the stride on the output; padding cuts its edges off.',
  };
}

interface TorchAxis {
  readonly padding: number;
  readonly extra: number;
  readonly cutLow: number;
  readonly cutHigh: number;
}

/**
 * PyTorch cuts both sides alike and adds less than a stride at the end: a slightly smaller cut at
 * the end is such an addition, any other difference is cut off after the layer.
 */
function torchAxis(params: TransposedParams, axis: 0 | 1): TorchAxis {
  const { window, extra } = transposedAxis(params, axis);
  const added = extra + window.padLow - window.padHigh;
  if (added >= 0 && added < Math.max(window.stride, window.dilation))
    return { padding: window.padLow, extra: added, cutLow: 0, cutHigh: 0 };
  return {
    padding: 0,
    extra: Math.max(0, extra - window.padHigh),
    cutLow: window.padLow,
    cutHigh: Math.max(0, window.padHigh - extra),
  };
}

function excessivePadding({
  outputPadding,
  stride,
  dilation,
}: TransposedParams): Problem | undefined {
  const axis = ([0, 1] as const).find(
    (each) =>
      outputPadding[each] > 0 && outputPadding[each] >= Math.max(stride[each], dilation[each]),
  );
  if (axis === undefined) return undefined;
  return badParameter(
    'outputPadding',
    `An output padding of ${outputPadding[axis]} must be smaller than the stride (${stride[axis]}) or the dilation (${dilation[axis]}).`,
  );
}

function kerasEdges(edges: Padding): { readonly padding: string; readonly crop?: Padding } {
  return typeof edges === 'string' ? { padding: edges } : { padding: 'valid', crop: edges };
}
