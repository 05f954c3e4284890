import { opaque, type Plan, step } from '../../plan';
import type { KerasTranslator, LayerCall } from '../layerCall';
import { numberAt, switchAt } from '../settings';
import { activated } from './convolution';

const CHANNELS_LAST = [1, 2, 0];
const CHANNELS_FIRST = [2, 0, 1];

/** Linear maps of the last axis: of a vector, or of the channels of each position of a map. */
export const dense = {
  Dense: (call) => connected(call),
} as const satisfies Record<string, KerasTranslator>;

function connected(call: LayerCall): Plan {
  const { config, inputs, sources, channelsFirst } = call;
  const [source = ''] = sources;
  const [type] = inputs;
  const units = numberAt(config, 'units') ?? 0;
  const bias = switchAt(config, 'use_bias', true);
  if (type?.layout !== 'chw') return activated(call, step('dense', { units, bias }, source));
  if (channelsFirst) return opaque('It maps the columns of a map instead of its channels.');
  return activated(
    call,
    step('permute', { order: CHANNELS_LAST }, source),
    step('dense', { units, bias }, { step: 0, port: 0 }),
    step('permute', { order: CHANNELS_FIRST }, { step: 1, port: 0 }),
  );
}
