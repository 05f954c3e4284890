import type { Combination } from '@/lib/layers/kinds/combine';
import { FIXED_NUMBERS } from '../../fixedNumbers';
import { layer, noted, opaque, type Plan, same } from '../../plan';
import { isChannelAxis, type KerasTranslator, type LayerCall, rankOf } from '../layerCall';
import { numberAt } from '../settings';

/** Where branches meet, and arithmetic with single numbers. */
export const joining = {
  Add: (call) => arithmetic(call, 'add'),
  Multiply: (call) => arithmetic(call, 'multiply'),
  CustomScaleLayer: (call) =>
    noted(
      arithmetic(call, 'add'),
      'A sum whose second branch is scaled by a fixed number is shown as a plain sum.',
    ),
  Concatenate: (call) => concatenate(call),
  Average: (call) => combined(call, 'average'),
  Maximum: (call) => combined(call, 'maximum'),
  Minimum: (call) => combined(call, 'minimum'),
  Subtract: (call) => combined(call, 'difference'),
} as const satisfies Record<string, KerasTranslator>;

function arithmetic(call: LayerCall, kind: 'add' | 'multiply'): Plan {
  const [first = ''] = call.sources;
  if (call.sources.length > 1) return layer(kind, {}, ...call.sources);
  return call.constants.length > 0 ? noted(same(first), FIXED_NUMBERS) : same(first);
}

/** Another combination of values; of a tensor and numbers beside it only the tensor is read, with a note where it is scaled or shifted. */
function combined(call: LayerCall, operation: Combination): Plan {
  const { sources, constants } = call;
  const [first = ''] = sources;
  if (sources.length > 1) return layer('combine', { operation }, ...sources);
  if (constants.length === 0) return same(first);
  return operation === 'difference'
    ? noted(same(first), FIXED_NUMBERS)
    : opaque('It bounds values by a fixed number.');
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
