import { excerpt } from '../../excerpt';
import { FIXED_NUMBERS } from '../../fixedNumbers';
import { layer, layers, noted, opaque, type Plan, same } from '../../plan';
import { isChannelAxis, type KerasTranslator, type LayerCall, rankOf } from '../layerCall';
import { numberAt } from '../settings';
import { unknown } from './activation';

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
  Average: (call) => unlike(call),
  Maximum: (call) => unlike(call),
  Minimum: (call) => unlike(call),
  Subtract: (call) => unlike(call),
} as const satisfies Record<string, KerasTranslator>;

function arithmetic(call: LayerCall, kind: 'add' | 'multiply'): Plan {
  const [first = ''] = call.sources;
  if (call.sources.length > 1) return layer(kind, {}, ...call.sources);
  return call.constants.length > 0 ? noted(same(first), FIXED_NUMBERS) : same(first);
}

/** A join that Layerboard has no layer for; its output is as large as its inputs. */
function unlike({ className, sources, inputs }: LayerCall): Plan {
  const [first] = inputs;
  const alike = inputs.every((type) => type && first && type.shape.join() === first.shape.join());
  const reason = `Layerboard has no layer for ${excerpt(className, 60)}.`;
  return alike ? layers([unknown(className, reason, ...sources)]) : opaque(reason);
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
