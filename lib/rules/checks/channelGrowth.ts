import { formatExact } from '@/lib/format';
import type { PlacedLayer, RuleContext } from '../context';
import { LECTURE_NOTES } from '../lectureNotes';
import { defineRule, type Found } from '../rule';
import { isStem } from '../stems';
import { convolutionOf, isLinearMap, isPointwise } from '../traits';
import { sourceOf } from '../walk';
import { quoted } from '../wording';

/** Channels that grow faster than the features in them. */
export const channelGrowth = defineRule({
  id: 'channel-growth',
  title: 'Channels grow too fast',
  level: 'advice',
  sentence:
    'A convolution at most doubles the channels. Left alone: the first convolution, 1×1 convolutions, grouped ones, and one that follows a 1×1 squeeze, which counts from the channels before it.',
  source: {
    says: 'Channels double from one convolution to the next: 32, 64, 128, 256, 512. Four times as many is a skip.',
    reference: LECTURE_NOTES,
  },
  thresholds: { factor: { label: 'Most growth in one convolution', value: 2, unit: '×' } },
  check(context, { factor }) {
    return context.layers.flatMap((layer): readonly Found[] => {
      const convolution = convolutionOf(layer);
      if (!convolution || isPointwise(convolution) || convolution.groups > 1) return [];
      const before = channelsBefore(context, layer, convolution.channels);
      const growth = before === undefined ? 1 : convolution.filters / before;
      if (growth <= factor.value) return [];
      return [
        {
          node: layer.node.id,
          nodes: [layer.node.id],
          message: `${quoted(layer)} makes ${formatExact(convolution.filters)} channels out of ${formatExact(before ?? 0)}, ${formatExact(growth)} times as many; a step through ${formatExact((before ?? 0) * factor.value)} lets features build up.`,
          threshold: factor,
        },
      ];
    });
  },
});

/** The channels to compare with; undefined for the first convolution of a network. */
function channelsBefore(
  context: RuleContext,
  layer: PlacedLayer,
  channels: number,
): number | undefined {
  const source = sourceOf(context, layer, (before) => !isLinearMap(before));
  if (!source) return isStem(context, layer) ? undefined : channels;
  const squeeze = convolutionOf(source);
  if (!squeeze || !isPointwise(squeeze)) return channels;
  return Math.max(channels, squeeze.channels);
}
