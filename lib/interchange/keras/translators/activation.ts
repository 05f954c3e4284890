import { excerpt } from '../../excerpt';
import type { JsonObject } from '../../json/jsonObject';
import { field } from '../../json/jsonObject';
import { layers, opaque, type Plan, type Source, type Step, same, step } from '../../plan';
import { isChannelAxis, type KerasTranslator, type LayerCall } from '../layerCall';
import { numberAt, numbersAt } from '../settings';

/** Functions of each value, and softmax. */
export const activation = {
  Activation: (call) => named(call, field(call.config, 'activation')),
  ReLU: ({ config, sources: [source = ''] }) => rectifier(config, source),
  LeakyReLU: ({ config, sources: [source = ''] }) => {
    const slope = numberAt(config, 'negative_slope') ?? numberAt(config, 'alpha') ?? 0.3;
    return layers([step('activation', { function: 'leakyRelu', slope }, source)]);
  },
  ELU: ({ config, sources: [source = ''] }) =>
    layers([
      step('activation', { function: 'elu', slope: numberAt(config, 'alpha') ?? 1 }, source),
    ]),
  Softmax: (call) => {
    const axes = numbersAt(call.config, 'axis') ?? [-1];
    const [axis] = axes;
    return axes.length === 1 && axis !== undefined && isChannelAxis(axis, call)
      ? layers([step('softmax', {}, call.sources[0] ?? '')])
      : opaque('It does not run over the channels of each position.');
  },
} as const satisfies Record<string, KerasTranslator>;

function rectifier(config: JsonObject, source: string): Plan {
  const slope = numberAt(config, 'negative_slope') ?? 0;
  const most = numberAt(config, 'max_value');
  const threshold = numberAt(config, 'threshold') ?? 0;
  if (threshold === 0 && most === undefined) {
    const relu = { function: 'relu' } as const;
    const leaky = { function: 'leakyRelu', slope } as const;
    return layers([step('activation', slope === 0 ? relu : leaky, source)]);
  }
  return threshold === 0 && most === 6 && slope === 0
    ? layers([step('activation', { function: 'relu6' }, source)])
    : layers([unknown('ReLU', 'It cuts values off at other bounds than 0 and 6.', source)]);
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
  ['hard_swish', (source: Source) => step('activation', { function: 'hardSwish' }, source)],
  ['hard_silu', (source: Source) => step('activation', { function: 'hardSwish' }, source)],
  ['hard_sigmoid', (source: Source) => step('activation', { function: 'hardSigmoid' }, source)],
  ['sigmoid', (source: Source) => step('activation', { function: 'sigmoid' }, source)],
  ['tanh', (source: Source) => step('activation', { function: 'tanh' }, source)],
  ['softmax', (source: Source) => step('softmax', {}, source)],
  ['log_softmax', (source: Source) => step('softmax', { logarithm: true }, source)],
]);

function named(call: LayerCall, activation: unknown): Plan {
  const steps = activationSteps(activation, call.sources[0] ?? '');
  return steps.length === 0 ? same(call.sources[0] ?? '') : layers(steps);
}

/**
 * The activation that stands among a layer's settings, as a layer of its own; none for `linear`. One that
 * Layerboard does not know is opaque.
 */
export function activationSteps(value: unknown, source: Source): readonly (Step | string)[] {
  if (value === null || value === undefined || value === 'linear') return [];
  const name = nameOf(value);
  const make = FUNCTIONS.get(name);
  return [make ? make(source) : unknown(name, `Layerboard has no activation “${name}”.`, source)];
}

/** A function's name: as text, or as the object that Keras makes of functions of one's own. */
function nameOf(value: unknown): string {
  const stated =
    typeof value === 'string'
      ? value
      : (field(value, 'registered_name') ?? field(value, 'config') ?? field(value, 'class_name'));
  return typeof stated === 'string' ? excerpt(stated, 60) : 'function';
}

/** A function of each value that Layerboard has no layer for. */
export function unknown(operator: string, reason: string, ...inputs: readonly Source[]) {
  return step('opaque', { operator: excerpt(operator, 150) || 'Unknown', reason }, ...inputs);
}
