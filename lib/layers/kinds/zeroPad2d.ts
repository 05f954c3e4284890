import { z } from 'zod';
import { named, sum } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { featureMap } from '@/lib/tensor/tensorType';
import { failed, inferred } from '../facts';
import { type Call, defineKind, SINGLE } from '../kind';
import { index } from '../params';
import { isProblem, isUnpadded, kerasZeroPadding, requireMap, windowReach } from '../windowed';

/** Adds zeros around a map, and in front of or behind its channels (the parameter-free shortcut of ResNet). */
export const zeroPad2d = defineKind({
  kind: 'zeroPad2d',
  title: 'Zero pad 2D',
  short: 'Pad',
  group: 'Shape',
  summary: 'Adds zeros around the map, or as extra channels.',
  arity: SINGLE,
  params: z.strictObject({
    top: index('Top', 1),
    bottom: index('Bottom', 1),
    left: index('Left', 1),
    right: index('Right', 1),
    channelsBefore: index('Channels before', 0, 'Channels of zeros in front of the others.'),
    channelsAfter: index('Channels after', 0, 'Channels of zeros behind the others.'),
  }),
  infer(params, [source]) {
    const map = requireMap('Zero pad 2D', source);
    if (isProblem(map)) return failed(map);
    const { top, bottom, left, right, channelsBefore, channelsAfter } = params;
    const point = { kernel: 1, stride: 1, dilation: 1 };
    return inferred(
      featureMap(
        map.channels + channelsBefore + channelsAfter,
        map.height + top + bottom,
        map.width + left + right,
      ),
      {
        reach: windowReach({
          height: { ...point, padLow: top, padHigh: bottom },
          width: { ...point, padLow: left, padHigh: right },
        }),
      },
    );
  },
  working: (params, _facts, [source]) => {
    const [channels = 0, height = 0, width = 0] = must(source, 'input').shape;
    const { top, bottom, left, right, channelsBefore, channelsAfter } = params;
    return {
      outputs: [
        [
          {
            formula: sum(
              named('channels', channels),
              named('before', channelsBefore),
              named('after', channelsAfter),
            ),
          },
          { formula: sum(named('height', height), named('top', top), named('bottom', bottom)) },
          { formula: sum(named('width', width), named('left', left), named('right', right)) },
        ],
      ],
    };
  },
  digest: ({ top, bottom, left, right, channelsBefore, channelsAfter }) => {
    const edges = top + bottom + left + right > 0 ? `${top},${bottom},${left},${right}` : '';
    const channels =
      channelsBefore + channelsAfter > 0 ? `+${channelsBefore + channelsAfter} channels` : '';
    return [edges, channels].filter(Boolean).join(' ');
  },
  emit: {
    keras: (params) => {
      const calls: Call[] = [];
      if (!isUnpadded(params)) calls.push(kerasZeroPadding(params));
      const { channelsBefore, channelsAfter } = params;
      if (channelsBefore + channelsAfter > 0)
        calls.push({
          name: 'zeroChannels',
          args: { before: channelsBefore, after: channelsAfter },
        });
      return calls;
    },
    torch: ({ top, bottom, left, right, channelsBefore, channelsAfter }) => [
      {
        name: 'F.pad',
        args: { pad: [left, right, top, bottom, channelsBefore, channelsAfter] },
      },
    ],
  },
});
