import { layer } from '../../plan';
import { regroupingAt } from '../regrouping';
import type { Pattern } from '../translator';

/** Channels dealt out in groups, the two axes swapped, and put together again: a channel shuffle. */
export const channelShuffle = {
  Reshape: (node, scope) => {
    const found = regroupingAt(node, scope);
    if (found?.dealt.length !== 5 || found.order !== '0,2,1,3,4') return undefined;
    const { input, output, from, covers } = found;
    const [batch = 0, groups = 0, each = 0, ...space] = found.dealt;
    if (found.joined([batch, each, groups, ...space])?.join() !== from.join()) return undefined;
    return { plan: layer('channelShuffle', { groups }, input), covers, output };
  },
} as const satisfies Record<string, Pattern>;
