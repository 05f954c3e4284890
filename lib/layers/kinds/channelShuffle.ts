import { z } from 'zod';
import { must } from '@/lib/invariant';
import { failed, inferred } from '../facts';
import { defineKind, SINGLE } from '../kind';
import { count } from '../params';
import { notDivisible } from '../problems';
import { isProblem, requireMap } from '../windowed';
import { sameShape } from '../working';

/** Deals the channels of each group out over all groups, so that grouped convolutions mix. Copies. */
export const channelShuffle = defineKind({
  kind: 'channelShuffle',
  title: 'Channel shuffle',
  short: 'Shuffle',
  group: 'Shape',
  summary: 'Mixes the channels of groups without computing anything.',
  arity: SINGLE,
  params: z.strictObject({ groups: count('Groups', 2, 'Has to divide the channels.') }),
  infer({ groups }, [source]) {
    const map = requireMap('Channel shuffle', source);
    if (isProblem(map)) return failed(map);
    if (map.channels % groups !== 0) return failed(notDivisible(groups, map.channels, 'channels'));
    return inferred(must(source, 'input'));
  },
  working: (_params, _facts, [source]) => ({ outputs: sameShape(must(source, 'input')) }),
  digest: ({ groups }) => `${groups} groups`,
  emit: {
    keras: ({ groups }) => [{ name: 'channelShuffle', args: { groups } }],
    torch: ({ groups }) => [{ name: 'nn.ChannelShuffle', args: { groups } }],
  },
});
