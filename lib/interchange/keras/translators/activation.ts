import { type Layer, makeLayer } from '@/lib/layers/catalogue';
import { excerpt } from '../../excerpt';
import { field, isJsonObject, type JsonObject } from '../../json/jsonObject';
import { layers, opaque, type Plan, type Source, type Step, same, step } from '../../plan';
import { isChannelAxis, type KerasTranslator, type LayerCall } from '../layerCall';
import { numberAt, numbersAt } from '../settings';

/** Functions of each value, and softmax. */
export const activation = {
  Activation: (call) => activationNamed(call, field(call.config, 'activation')),
  ReLU: ({ config, sources: [source = ''] }) => layers([rectifier(config, source)]),
  LeakyReLU: ({ config, sources: [source = ''] }) => layers([leaky(config, source)]),
  ELU: ({ config, sources: [source = ''] }) => layers([exponential(config, source)]),
  LeakyRelu: ({ config, options, sources: [source = ''] }) =>
    layers([leaky({ negative_slope: SLOPE, ...config, ...options }, source)]),
  PReLU: (call) => learnedRectifier(call),
  Softmax: (call) => {
    const axes = numbersAt(call.config, 'axis') ?? [-1];
    const [axis] = axes;
    return axes.length === 1 && axis !== undefined && isChannelAxis(axis, call)
      ? layers([step('softmax', {}, call.sources[0] ?? '')])
      : opaque('It does not run over the channels of each position.');
  },
} as const satisfies Record<string, KerasTranslator>;

function rectifier(config: JsonObject, source: Source): Step | string {
  const slope = numberAt(config, 'negative_slope') ?? 0;
  const most = numberAt(config, 'max_value');
  const threshold = numberAt(config, 'threshold') ?? 0;
  if (threshold === 0 && most === undefined) {
    const relu = { function: 'relu' } as const;
    const leaking = { function: 'leakyRelu', slope } as const;
    return step('activation', slope === 0 ? relu : leaking, source);
  }
  return threshold === 0 && most === 6 && slope === 0
    ? step('activation', { function: 'relu6' }, source)
    : unknown('ReLU', 'It cuts values off at other bounds than 0 and 6.', source);
}

function leaky(config: JsonObject, source: Source): Step | string {
  const slope = numberAt(config, 'negative_slope') ?? numberAt(config, 'alpha') ?? 0.3;
  return step('activation', { function: 'leakyRelu', slope }, source);
}

function exponential(config: JsonObject, source: Source): Step | string {
  return step('activation', { function: 'elu', slope: numberAt(config, 'alpha') ?? 1 }, source);
}

/** Layers that may stand as the activation of another layer. */
const LAYERS: ReadonlyMap<string, (config: JsonObject, source: Source) => Step | string> = new Map([
  ['ReLU', rectifier],
  ['LeakyReLU', leaky],
  ['ELU', exponential],
]);

/** Keras gives every value a slope, unless axes share them. */
function learnedRectifier(call: LayerCall): Plan {
  const slopes = slopesOf(call);
  if (!slopes)
    return opaque(
      'Its slopes are neither one for each value, one for each channel nor one for all.',
    );
  const initial = constantOf(call.config, 'alpha_initializer');
  return layers([step('prelu', { slopes, initial }, call.sources[0] ?? '')]);
}

/** What has a slope of its own: where the axes are that share none. Keras counts the batch as axis 0. */
function slopesOf({ config, inputs: [type], channelsFirst }: LayerCall) {
  if (!type) return undefined;
  const rank = type.shape.length + 1;
  const shared = (numbersAt(config, 'shared_axes') ?? []).map((axis) =>
    axis < 0 ? axis + rank : axis,
  );
  const axes = type.shape.map((_size, place) => place + 1);
  const open = axes.filter((axis) => !shared.includes(axis));
  const channels = channelsFirst && rank === 4 ? 1 : rank - 1;
  if (open.length === axes.length) return type.layout === 'flat' ? 'channel' : 'value';
  if (open.length === 0) return 'layer';
  return open.join() === `${channels}` ? 'channel' : undefined;
}

/** The constant that an initialiser of a file sets; 0, as Keras does, where it says nothing else. */
function constantOf(config: JsonObject, name: string): number {
  const initializer = field(config, name);
  const stated = field(field(initializer, 'config'), 'value');
  if (field(initializer, 'class_name') === 'Ones') return 1;
  return typeof stated === 'number' && Math.abs(stated) <= 10 ? stated : 0;
}

/** What Keras 2 (`tf.nn.leaky_relu`) and Keras 3 use where nobody says. */
const SLOPE = 0.2;

const FUNCTIONS: ReadonlyMap<string, Layer> = new Map<string, Layer>([
  ['relu', makeLayer('activation', { function: 'relu' })],
  ['relu6', makeLayer('activation', { function: 'relu6' })],
  ['leaky_relu', makeLayer('activation', { function: 'leakyRelu', slope: SLOPE })],
  ['elu', makeLayer('activation', { function: 'elu', slope: 1 })],
  ['gelu', makeLayer('activation', { function: 'gelu' })],
  ['silu', makeLayer('activation', { function: 'silu' })],
  ['swish', makeLayer('activation', { function: 'silu' })],
  ['mish', makeLayer('activation', { function: 'mish' })],
  ['selu', makeLayer('activation', { function: 'selu' })],
  ['softplus', makeLayer('activation', { function: 'softplus' })],
  ['hard_swish', makeLayer('activation', { function: 'hardSwish' })],
  ['hard_silu', makeLayer('activation', { function: 'hardSwish' })],
  ['sigmoid', makeLayer('activation', { function: 'sigmoid' })],
  ['tanh', makeLayer('activation', { function: 'tanh' })],
  ['softmax', makeLayer('softmax', {})],
  ['log_softmax', makeLayer('softmax', { logarithm: true })],
]);

/** An activation as a layer of its own. */
export function activationNamed(call: LayerCall, activation: unknown): Plan {
  const steps = activationSteps(call, activation, call.sources[0] ?? '');
  return steps.length === 0 ? same(call.sources[0] ?? '') : layers(steps);
}

/**
 * The activation that stands among a layer's settings, as a layer of its own; none for `linear`. One that
 * Layerboard does not know is opaque.
 */
export function activationSteps(
  { keras3 }: Pick<LayerCall, 'keras3'>,
  value: unknown,
  source: Source,
): readonly (Step | string)[] {
  const name = value === null || value === undefined ? 'linear' : nameOf(value);
  if (name === 'linear') return [];
  if (name === 'hard_sigmoid') return [hardSigmoid(keras3, source)];
  const inner = LAYERS.get(textOf(field(value, 'class_name')) ?? '');
  const config = field(value, 'config');
  if (inner && isJsonObject(config)) return [inner(config, source)];
  const layer = FUNCTIONS.get(name);
  if (layer) return [{ layer, inputs: [source] }];
  return [unknown(name, `Layerboard has no activation “${name}”.`, source)];
}

/** Keras 2 and TensorFlow.js compute 0.2x + 0.5, Keras 3 x/6 + 0.5, both cut off at 0 and 1. */
function hardSigmoid(keras3: boolean, source: Source): Step | string {
  return step('activation', { function: keras3 ? 'hardSigmoid' : 'hardSigmoidKeras2' }, source);
}

/** A function's name: as text, or as the object that Keras makes of functions and layers of one's own. */
function nameOf(value: unknown): string {
  const [stated] = [value, ...NAMES.map((name) => field(value, name))].flatMap(
    (each) => textOf(each) ?? [],
  );
  return stated === undefined ? 'function' : excerpt(stated.slice(stated.lastIndexOf('>') + 1), 60);
}

/** Where an object states the name of a function; what stands first says most. */
const NAMES = ['config', 'registered_name', 'class_name'] as const;

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A function of each value that Layerboard has no layer for. */
export function unknown(operator: string, reason: string, ...inputs: readonly Source[]) {
  return step('opaque', { operator: excerpt(operator, 150) || 'Unknown', reason }, ...inputs);
}
