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

/** Keras gives every value a slope, unless axes share them; it counts the batch as axis 0. */
function learnedRectifier({ config, inputs: [type], sources, channelsFirst }: LayerCall): Plan {
  const rank = (type?.shape.length ?? 0) + 1;
  const shared = new Set(
    (numbersAt(config, 'shared_axes') ?? []).map((axis) => (axis < 0 ? axis + rank : axis)),
  );
  const channels = channelsFirst && rank === 4 ? 1 : rank - 1;
  const open = Array.from({ length: rank - 1 }, (_, axis) => axis + 1).filter(
    (axis) => !shared.has(axis),
  );
  const slopes =
    open.length === rank - 1
      ? 'value'
      : open.length === 0
        ? 'layer'
        : open.length === 1 && open[0] === channels
          ? 'channel'
          : undefined;
  if (!type || !slopes)
    return opaque(
      'Its slopes are neither one for each value, one for each channel nor one for all.',
    );
  const vector = type.layout === 'flat';
  return layers([
    step(
      'prelu',
      {
        slopes: vector && slopes === 'value' ? 'channel' : slopes,
        initial: constantOf(config, 'alpha_initializer'),
      },
      sources[0] ?? '',
    ),
  ]);
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

const FUNCTIONS: ReadonlyMap<string, (source: Source) => Step | string> = new Map([
  ['relu', (source: Source) => step('activation', { function: 'relu' }, source)],
  ['relu6', (source: Source) => step('activation', { function: 'relu6' }, source)],
  [
    'leaky_relu',
    (source: Source) => step('activation', { function: 'leakyRelu', slope: SLOPE }, source),
  ],
  ['elu', (source: Source) => step('activation', { function: 'elu', slope: 1 }, source)],
  ['gelu', (source: Source) => step('activation', { function: 'gelu' }, source)],
  ['silu', (source: Source) => step('activation', { function: 'silu' }, source)],
  ['swish', (source: Source) => step('activation', { function: 'silu' }, source)],
  ['mish', (source: Source) => step('activation', { function: 'mish' }, source)],
  ['selu', (source: Source) => step('activation', { function: 'selu' }, source)],
  ['softplus', (source: Source) => step('activation', { function: 'softplus' }, source)],
  ['hard_swish', (source: Source) => step('activation', { function: 'hardSwish' }, source)],
  ['hard_silu', (source: Source) => step('activation', { function: 'hardSwish' }, source)],
  ['sigmoid', (source: Source) => step('activation', { function: 'sigmoid' }, source)],
  ['tanh', (source: Source) => step('activation', { function: 'tanh' }, source)],
  ['softmax', (source: Source) => step('softmax', {}, source)],
  ['log_softmax', (source: Source) => step('softmax', { logarithm: true }, source)],
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
  const make = FUNCTIONS.get(name);
  return [make ? make(source) : unknown(name, `Layerboard has no activation “${name}”.`, source)];
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
