import { layer } from '../../plan';
import { intsOf, stringOf } from '../attributes';
import { blurOf } from '../blur';
import { soleConsumer } from '../scope';
import type { Pattern } from '../translator';
import { padAmounts } from '../translators/cutting';

/** A map mirrored at its edges and blurred with a fixed filter: a blur pool. */
export const mirroredBlur = {
  Pad: (node, scope) => {
    const [input = ''] = node.input;
    const conv = soleConsumer(scope, node.output[0]);
    const [output] = conv?.output ?? [];
    if (conv?.opType !== 'Conv' || conv.input[2] || !output) return undefined;
    if (stringOf(node, 'mode') !== 'reflect' || scope.typeOf(input)?.layout !== 'chw')
      return undefined;
    const sizes = scope.constantOf(conv.input[1])?.dims;
    const size = sizes?.length === 4 ? blurOf(conv, scope, sizes) : undefined;
    const [batch, channels, top = 0, left = 0, batchEnd, channelsEnd, bottom = 0, right = 0] =
      padAmounts(node, scope) ?? [];
    const inside = [batch, channels, batchEnd, channelsEnd].every((amount) => amount === 0);
    const unpadded = (intsOf(conv, 'pads') ?? []).every((amount) => amount === 0);
    const [down = 1, across = 1] = intsOf(conv, 'strides') ?? [];
    if (size === undefined || !inside || !unpadded || stringOf(conv, 'auto_pad')) return undefined;
    const padding = { top, bottom, left, right };
    return {
      plan: layer('blurPool2d', { size, stride: [down, across], padding }, input),
      covers: [node, conv],
      output,
    };
  },
} as const satisfies Record<string, Pattern>;
