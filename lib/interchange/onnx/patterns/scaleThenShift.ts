import { layer } from '../../plan';
import { besideChannelVector, isChannelVector } from '../channelVector';
import { soleConsumer } from '../scope';
import type { Pattern } from '../translator';

/** A product with a vector of one value for each channel, and a sum with another one behind it: one layer. */
export const scaleThenShift = {
  Mul: (node, scope) => {
    const input = besideChannelVector(node, scope);
    const [product = ''] = node.output;
    const sum = soleConsumer(scope, product);
    const [output] = sum?.output ?? [];
    if (!input || sum?.opType !== 'Add' || sum.input.length !== 2 || !output) return undefined;
    const shift = sum.input.find((tensor) => tensor !== product);
    if (!isChannelVector(scope, shift, input)) return undefined;
    return { plan: layer('affine', { shift: true }, input), covers: [node, sum], output };
  },
} as const satisfies Record<string, Pattern>;
