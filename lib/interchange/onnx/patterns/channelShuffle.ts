import { layer } from '../../plan';
import { intOf } from '../attributes';
import { reshapedDims } from '../fold/reshapedDims';
import { dimsOf, soleConsumer } from '../scope';
import type { Pattern } from '../translator';
import { reshapeTarget, transposeOrder } from '../translators/reshaping';

/** Channels dealt out in groups, the two axes swapped, and put together again: a channel shuffle. */
export const channelShuffle = {
  Reshape: (node, scope) => {
    const from = dimsOf(scope, node.input[0]);
    const swap = soleConsumer(scope, node.output[0]);
    const join = soleConsumer(scope, swap?.output[0]);
    const [output] = join?.output ?? [];
    if (from?.length !== 4 || swap?.opType !== 'Transpose' || join?.opType !== 'Reshape')
      return undefined;
    const target = reshapeTarget(node, scope);
    const dealt = target && reshapedDims(from, target, intOf(node, 'allowzero') === 1);
    const joined = dealt && reshapeTarget(join, scope);
    const order = transposeOrder(swap, scope);
    if (!dealt || !joined || !output || order?.join() !== '0,2,1,3,4') return undefined;
    const [batch = 0, groups = 0, each = 0, ...space] = dealt;
    const swapped = [batch, each, groups, ...space];
    const back = reshapedDims(swapped, joined, intOf(join, 'allowzero') === 1);
    if (dealt.length !== 5 || back?.join() !== from.join()) return undefined;
    return {
      plan: layer('channelShuffle', { groups }, node.input[0] ?? ''),
      covers: [node, swap, join],
      output,
    };
  },
} as const satisfies Record<string, Pattern>;
