import { widthsOf } from '../channelWidths';
import { LECTURE_NOTES } from '../lectureNotes';
import { defineRule } from '../rule';
import { convolutionOf, coversMap, isPointwise } from '../traits';
import { agree, counted, joined } from '../wording';

/** More filters than the task or the device asks for. */
export const channelCapacity = defineRule({
  id: 'channel-capacity',
  title: 'More filters than usual',
  level: 'advice',
  sentence:
    'A convolution has at most 512 filters. One finding for the whole design. Left alone: 1×1 convolutions, grouped ones, windows that cover the whole map, and the last layer.',
  source: {
    says: '512 filters are the usual capacity; medical images ask for 1024 and more, a Raspberry Pi bears 24.',
    reference: LECTURE_NOTES,
  },
  thresholds: { filters: { label: 'Most filters of a convolution', value: 512, unit: 'filters' } },
  check(context, { filters: most }) {
    const wide = widthsOf(context).filter(({ layer, filters }) => {
      const convolution = convolutionOf(layer);
      if (!convolution || filters <= most.value) return false;
      const { groups } = convolution;
      return groups === 1 && !isPointwise(convolution) && !coversMap(layer, convolution);
    });
    if (wide.length === 0) return [];
    const counts = [...new Set(wide.map(({ filters }) => `${filters}`))];
    return [
      {
        nodes: wide.map(({ layer }) => layer.node.id),
        message: `${counted(wide.length, 'convolution')} ${agree(wide.length, 'has', 'have')} more than ${most.value} filters: ${joined(counts)}.`,
        threshold: most,
      },
    ];
  },
});
