import type { Combination } from '@/lib/layers/kinds/combine';
import { field, isJsonObject, type JsonObject } from '../../json/jsonObject';
import { layer, layers, opaque, type Plan, same, step } from '../../plan';
import { isChannelAxis, type KerasTranslator, type LayerCall, rankOf } from '../layerCall';
import { numberAt } from '../settings';
import { scaledByConstants } from './scaling';

/** Where branches meet, and arithmetic with fixed numbers. */
export const joining = {
  Add: (call) =>
    call.sources.length > 1
      ? layer('add', {}, ...call.sources)
      : scaledByConstants(call, (offset) => ({ offset })),
  Multiply: (call) =>
    call.sources.length > 1
      ? layer('multiply', {}, ...call.sources)
      : scaledByConstants(call, (factor) => ({ factor })),
  Subtract: (call) =>
    call.sources.length > 1
      ? layer('combine', { operation: 'difference' }, ...call.sources)
      : scaledByConstants(call, (constant) =>
          call.constantFirst ? { factor: -1, offset: constant } : { offset: -constant },
        ),
  Average: (call) => combined(call, 'average'),
  Maximum: (call) => combined(call, 'maximum'),
  Minimum: (call) => combined(call, 'minimum'),
  CustomScaleLayer: (call) => scaledSum(call, numberAt(call.config, 'scale')),
  Lambda: (call) => scaledSum(call, numberAt(argumentsOf(call), 'scale')),
  Concatenate: (call) => concatenate(call),
} as const satisfies Record<string, KerasTranslator>;

function combined({ sources, constants }: LayerCall, operation: Combination): Plan {
  const [first = ''] = sources;
  if (sources.length > 1) return layer('combine', { operation }, ...sources);
  return constants.length > 0 ? opaque('It bounds values by fixed numbers.') : same(first);
}

/**
 * The residual join of Inception-ResNet in Keras' applications: `inputs[0] + scale · inputs[1]`. Before
 * Keras 2.14 it was an arbitrary function, told by what it was given.
 */
function scaledSum({ sources, inputs }: LayerCall, factor: number | undefined): Plan {
  const [first = '', second = ''] = sources;
  const [shape, other] = inputs.map((type) => type?.shape.join());
  if (factor === undefined || sources.length !== 2 || shape === undefined || shape !== other)
    return opaque('It is an arbitrary function.');
  return layers([step('scale', { factor }, second), step('add', {}, first, { step: 0, port: 0 })]);
}

/** What a function was given beside tensors: `scale` alone, or nothing of interest. */
function argumentsOf({ config }: LayerCall): JsonObject {
  const given = field(config, 'arguments');
  return isJsonObject(given) && Object.keys(given).length === 1 ? given : {};
}

function concatenate(call: LayerCall): Plan {
  const axis = numberAt(call.config, 'axis') ?? -1;
  if (isChannelAxis(axis, call)) return layer('concat', {}, ...call.sources);
  const rank = rankOf(call.inputs[0]) ?? 4;
  const index = (axis < 0 ? axis + rank : axis) - (call.channelsFirst ? 2 : 1);
  if (rank !== 4 || (index !== 0 && index !== 1))
    return opaque('It joins along an axis that is none of a map.');
  return layer('concat', { axis: index === 0 ? 'height' : 'width' }, ...call.sources);
}
