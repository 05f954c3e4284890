import type { Padding, Pair } from '@/lib/layers/params';
import type { JsonObject } from '../../json/jsonObject';
import { field } from '../../json/jsonObject';
import { layers, opaque, type Plan, type Step, step } from '../../plan';
import type { KerasTranslator, LayerCall } from '../layerCall';
import { numberAt, numbersAt, pairAt, switchAt, textAt } from '../settings';
import { activationSteps } from './activation';

/** Convolutions. An activation among their settings becomes a layer of its own. */
export const convolution = {
  Conv2D: windowed(convolve),
  Convolution2D: windowed(convolve),
  DepthwiseConv2D: windowed(depthwise),
  SeparableConv2D: windowed(separable),
  SeparableConvolution2D: windowed(separable),
  Conv2DTranspose: windowed(transposed),
  Convolution2DTranspose: windowed(transposed),
} as const satisfies Record<string, KerasTranslator>;

interface WindowSettings {
  readonly kernel: [number, number];
  readonly stride: [number, number];
  readonly padding: 'same' | 'valid';
  readonly dilation: [number, number];
}

/** The window of a convolution; the reason, where it is none that slides over a map. */
export function windowOf(call: LayerCall): WindowSettings | string {
  const { config } = call;
  const kernel = pairAt(config, 'kernel_size');
  const stride = pairAt(config, 'strides') ?? [1, 1];
  const dilation = pairAt(config, 'dilation_rate') ?? [1, 1];
  const padding = textAt(config, 'padding') ?? 'valid';
  if (!kernel) return 'Its kernel has no size.';
  if (padding !== 'same' && padding !== 'valid') return `Its padding is “${padding.slice(0, 40)}”.`;
  const order = wrongOrder(call);
  return order ?? { kernel: [...kernel], stride: [...stride], padding, dilation: [...dilation] };
}

/** Says so when a layer takes its channels at the other end than the rest of the model. */
export function wrongOrder({ config, channelsFirst }: LayerCall): string | undefined {
  const order = textAt(config, 'data_format');
  const other = channelsFirst ? 'channels_last' : 'channels_first';
  return order === other
    ? `Its channels are ${other.slice(9)}, unlike those of other layers.`
    : undefined;
}

/** A layer whose window slides over a map, or an opaque one where it does not. */
function windowed(
  translate: (window: WindowSettings, call: LayerCall, source: string) => Plan,
): KerasTranslator {
  return (call) => {
    const window = windowOf(call);
    if (typeof window === 'string') return opaque(window);
    const [source = ''] = call.sources;
    return translate(window, call, source);
  };
}

function convolve(window: WindowSettings, call: LayerCall, source: string): Plan {
  const { config } = call;
  const filters = numberAt(config, 'filters') ?? 0;
  const groups = numberAt(config, 'groups') ?? 1;
  return activated(
    call,
    step('conv2d', { ...window, filters, groups, bias: biased(config) }, source),
  );
}

function depthwise(window: WindowSettings, call: LayerCall, source: string): Plan {
  const { config } = call;
  const multiplier = numberAt(config, 'depth_multiplier') ?? 1;
  const layer = step('depthwiseConv2d', { ...window, multiplier, bias: biased(config) }, source);
  return activated(call, layer);
}

/** A window for each channel, then a 1×1 convolution, to which bias and activation belong. */
function separable(window: WindowSettings, call: LayerCall, source: string): Plan {
  const { config } = call;
  const multiplier = numberAt(config, 'depth_multiplier') ?? 1;
  const filters = numberAt(config, 'filters') ?? 0;
  return activated(
    call,
    step('depthwiseConv2d', { ...window, multiplier, bias: false }, source),
    step('conv2d', { filters, kernel: [1, 1], bias: biased(config) }, { step: 0, port: 0 }),
  );
}

function transposed(window: WindowSettings, call: LayerCall, source: string): Plan {
  const { config } = call;
  const filters = numberAt(config, 'filters') ?? 0;
  const stated = numbersAt(config, 'output_padding') && pairAt(config, 'output_padding');
  const { padding, outputPadding } = spread(window, stated);
  const layer = step(
    'convTranspose2d',
    { ...window, filters, padding, outputPadding: [...outputPadding], bias: biased(config) },
    source,
  );
  return activated(call, layer);
}

/**
 * Keras' sizes of transposed convolutions (`deconv_output_length`): a window smaller than its stride
 * leaves no gap at the end; with `output_padding`, `same` cuts half a window off both sides.
 */
function spread(
  { kernel, stride, dilation, padding }: WindowSettings,
  stated: Pair | undefined,
): { readonly padding: Padding; readonly outputPadding: Pair } {
  const reach = ([0, 1] as const).map((axis) => (kernel[axis] - 1) * dilation[axis] + 1);
  const [rows = 1, columns = 1] = reach;
  if (!stated) {
    if (padding === 'same') return { padding, outputPadding: [0, 0] };
    const gaps: Pair = [Math.max(0, stride[0] - rows), Math.max(0, stride[1] - columns)];
    return { padding, outputPadding: gaps };
  }
  if (padding === 'valid') return { padding, outputPadding: stated };
  const [vertical, horizontal] = [Math.floor(rows / 2), Math.floor(columns / 2)];
  const edges = { top: vertical, bottom: vertical, left: horizontal, right: horizontal };
  return { padding: edges, outputPadding: stated };
}

function biased(config: JsonObject): boolean {
  return switchAt(config, 'use_bias', true);
}

/** Layers one after another with the activation that the settings name behind them. */
export function activated(
  call: Pick<LayerCall, 'config' | 'keras3'>,
  ...steps: readonly (Step | string)[]
): Plan {
  const last = { step: steps.length - 1, port: 0 };
  return layers([...steps, ...activationSteps(call, field(call.config, 'activation'), last)]);
}
