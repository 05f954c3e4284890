import { channelCount } from '@/lib/tensor/tensorType';
import { layer, noted, opaque, type Plan, same } from '../../plan';
import type { LayerCall } from '../layerCall';

const CHANNEL_NUMBERS =
  'Sums and products with a fixed number for each channel are left out: they learn nothing and change no size.';

/** A scale and a shift by fixed numbers; what passes through where they do nothing. */
export function scaled(
  { sources: [source = ''] }: Pick<LayerCall, 'sources'>,
  { factor = 1, offset = 0 }: { readonly factor?: number; readonly offset?: number },
): Plan {
  return factor === 1 && offset === 0 ? same(source) : layer('scale', { factor, offset }, source);
}

/** A scale and a shift by the numbers that stand beside the only tensor of a call. */
export function scaledByConstants(
  call: LayerCall,
  toScale: (constant: number) => { readonly factor?: number; readonly offset?: number },
): Plan {
  const { constants, sources, inputs } = call;
  const [first = ''] = sources;
  const [constant, ...more] = constants;
  const [type] = inputs;
  if (constant === undefined) return same(first);
  if (more.length === 0) return scaled(call, toScale(constant));
  return type && channelCount(type) === constants.length && !call.channelsFirst
    ? noted(same(first), CHANNEL_NUMBERS)
    : opaque('It scales or shifts by fixed numbers that are not one for each channel.');
}
