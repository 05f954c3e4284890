import { MULTIPLE, widthsOf } from '../channelWidths';
import { LECTURE_NOTES } from '../lectureNotes';
import { defineRule } from '../rule';
import { agree, counted, joined } from '../wording';

/** Channel counts that are no powers of two. */
export const channelSize = defineRule({
  id: 'channel-size',
  title: 'Channels not a power of two',
  level: 'advice',
  sentence:
    'Convolutions have 2ⁿ filters. One finding for the whole design; counts that are no multiple of 8 belong to the rule on those, and the last layer answers with as many as there are classes.',
  source: {
    says: 'Channels come as powers of two, 32 or 64 first, 512 as the usual capacity.',
    reference: LECTURE_NOTES,
  },
  thresholds: {},
  check(context) {
    const odd = widthsOf(context).filter(
      ({ filters }) => filters % MULTIPLE === 0 && !Number.isInteger(Math.log2(filters)),
    );
    if (odd.length === 0) return [];
    const counts = [...new Set(odd.map(({ filters }) => `${filters}`))];
    return [
      {
        nodes: odd.map(({ layer }) => layer.node.id),
        message: `${counted(odd.length, 'convolution')} ${agree(odd.length, 'has', 'have')} a number of filters that is no power of two: ${joined(counts)}.`,
      },
    ];
  },
});
