import type { Padding } from '@/lib/layers/params';
import { channelCount, spatialSize } from '@/lib/tensor/tensorType';
import { effectiveKernel, windowLength } from '@/lib/tensor/window';
import { layer, layers, noted, opaque, type Plan, type Source, type Step, step } from '../../plan';
import { intOf, intsOf, stringOf } from '../attributes';
import { blurOf } from '../blur';
import { computedKernel } from '../computedKernel';
import type { NodeProto } from '../onnx_pb';
import type { Scope } from '../scope';
import type { Translator } from '../translator';
import { type SlidingWindow, slidingWindow } from './slidingWindow';

/** Convolutions; their weights give the size of the window and the number of filters. */
export const convolution = {
  Conv: (node, scope) => convolve(node, scope, Boolean(node.input[2])),
  ConvTranspose: (node, scope) => spread(node, scope, Boolean(node.input[2])),
} as const satisfies Record<string, Translator>;

/** A Conv as a layer; the bias may come from an operator behind it. */
export function convolve(node: NodeProto, scope: Scope, bias: boolean): Plan {
  const [input = '', weight] = node.input;
  const sizes = scope.constantOf(weight)?.dims;
  if (!sizes) return opaque('The size of its kernel is not in the file.');
  const [filters = 0, fanIn = 0, ...size] = sizes;
  if (size.length === 1) return convolveLine(node, scope, sizes, bias);
  const window = slidingWindow(node, scope, size);
  if (!window.ok) return opaque(window.error);
  const groups = intOf(node, 'group') ?? 1;
  const mismatch = wrongChannels(scope, input, groups * fanIn);
  if (mismatch) return opaque(mismatch);
  const blur = bias ? undefined : blurOf(node, scope, sizes);
  if (blur) return blurred(input, blur, window.value);
  const computed = computedKernel(scope, weight, sizes);
  if (computed?.standardised) {
    const { gained: scaled, epsilon } = computed;
    const norm = epsilon === undefined ? { scaled } : { scaled, epsilon };
    return layer('stdConv2d', { ...window.value, filters, groups, bias, ...norm }, input);
  }
  const plan = layers([convolutionStep(input, { ...window.value, filters, groups, bias }, fanIn)]);
  return computed ? noted(plan, COMPUTED) : plan;
}

const COMPUTED =
  'The file works some kernels out from several stored tensors; only their size is shown, and parameters may be missing.';

interface Convolving extends SlidingWindow {
  readonly filters: number;
  readonly groups: number;
  readonly bias: boolean;
}

/** A convolution, or where every channel has filters of its own, a depthwise one. */
function convolutionStep(input: Source, params: Convolving, fanIn: number): Step | string {
  const { filters, groups, ...rest } = params;
  if (groups > 1 && fanIn === 1 && filters % groups === 0)
    return step('depthwiseConv2d', { ...rest, multiplier: filters / groups }, input);
  return step('conv2d', params, input);
}

/** A convolution along one axis: on a map that is one column wide. */
function convolveLine(
  node: NodeProto,
  scope: Scope,
  [filters = 0, fanIn = 0, kernel = 1]: readonly number[],
  bias: boolean,
): Plan {
  const [input = ''] = node.input;
  const shape = scope.typeOf(input)?.shape;
  const [channels = 0, length = 0] = shape ?? [];
  const auto = stringOf(node, 'auto_pad') ?? 'NOTSET';
  if (shape?.length !== 2 || auto !== 'NOTSET')
    return opaque('It slides over one axis of something whose size is not known.');
  const groups = intOf(node, 'group') ?? 1;
  if (channels !== groups * fanIn)
    return opaque(
      `Its kernel is made for ${groups * fanIn} channels, and its input has ${channels}.`,
    );
  const [stride = 1] = intsOf(node, 'strides') ?? [];
  const [dilation = 1] = intsOf(node, 'dilations') ?? [];
  const [top = 0, bottom = 0] = intsOf(node, 'pads') ?? [];
  const column = {
    kernel: [kernel, 1] as [number, number],
    stride: [stride, 1] as [number, number],
    dilation: [dilation, 1] as [number, number],
    padding: { top, bottom, left: 0, right: 0 },
  };
  const window = { kernel, stride, dilation, padLow: top, padHigh: bottom };
  return layers([
    step('reshape', { shape: [channels, length, 1] }, input),
    convolutionStep({ step: 0, port: 0 }, { ...column, filters, groups, bias }, fanIn),
    step('reshape', { shape: [filters, windowLength(length, window)] }, { step: 1, port: 0 }),
  ]);
}

/** A fixed blur of `size`; zeros that a convolution adds at the edges come before it. */
function blurred(input: string, size: number, { stride, padding }: SlidingWindow): Plan {
  const blur = (from: Source) => step('blurPool2d', { size, stride, padding: 'valid' }, from);
  if (typeof padding === 'string') return layers([blur(input)]);
  return layers([step('zeroPad2d', padding, input), blur({ step: 0, port: 0 })]);
}

/** A ConvTranspose as a layer; the bias may come from an operator behind it. */
export function spread(node: NodeProto, scope: Scope, bias: boolean): Plan {
  const [input = '', weight] = node.input;
  const sizes = scope.constantOf(weight)?.dims;
  if (!sizes) return opaque('The size of its kernel is not in the file.');
  const [channels = 0, fanOut = 0, ...size] = sizes;
  const window = slidingWindow(node, scope, size);
  if (!window.ok) return opaque(window.error);
  if (stringOf(node, 'auto_pad') === 'SAME_LOWER')
    return opaque('It cuts an odd row off the front instead of the end.');
  const mismatch = wrongChannels(scope, input, channels);
  if (mismatch) return opaque(mismatch);
  const groups = intOf(node, 'group') ?? 1;
  const [rows = 0, columns = 0] = intsOf(node, 'output_padding') ?? [];
  const padding = croppedTo(node, scope, window.value, [rows, columns]);
  if (!padding) return opaque('Its output size depends on that of its input, which is not known.');
  return layer(
    'convTranspose2d',
    {
      ...window.value,
      filters: fanOut * groups,
      groups,
      bias,
      padding,
      outputPadding: [rows, columns],
    },
    input,
  );
}

function wrongChannels(scope: Scope, input: string, wanted: number): string | undefined {
  const type = scope.typeOf(input);
  const channels = type && channelCount(type);
  if (channels === undefined || channels === wanted) return undefined;
  return `Its kernel is made for ${wanted} channels, and its input has ${channels}.`;
}

/** The padding of a transposed window, which may be stated by the size of the output instead. */
function croppedTo(
  node: NodeProto,
  scope: Scope,
  window: SlidingWindow,
  extra: readonly [number, number],
): Padding | undefined {
  const wanted = intsOf(node, 'output_shape')?.slice(-2);
  if (!wanted) return window.padding;
  const type = scope.typeOf(node.input[0]);
  const size = type && spatialSize(type);
  if (!size) return undefined;
  const oddBehind = stringOf(node, 'auto_pad') === 'SAME_UPPER';
  const [rows, columns] = ([0, 1] as const).map((axis) => {
    const { kernel, stride, dilation } = window;
    const reach = effectiveKernel({
      kernel: kernel[axis],
      stride: stride[axis],
      dilation: dilation[axis],
      padLow: 0,
      padHigh: 0,
    });
    const length = axis === 0 ? size.height : size.width;
    const full = (length - 1) * stride[axis] + reach + extra[axis];
    const crop = Math.max(0, full - (wanted[axis] ?? full));
    const less = Math.floor(crop / 2);
    return oddBehind ? { low: less, high: crop - less } : { low: crop - less, high: less };
  });
  if (!rows || !columns) return undefined;
  return { top: rows.low, bottom: rows.high, left: columns.low, right: columns.high };
}
