import type { PlacedLayer, RuleContext } from '../context';
import { verified } from '../fixes/verified';
import { LECTURE_NOTES } from '../lectureNotes';
import { predictionLayers } from '../predictions';
import { defineRule, type Fix, type Found, type Threshold } from '../rule';
import { isStem } from '../stems';
import { convolutionOf, isDepthwise } from '../traits';
import { counted, quoted } from '../wording';

/** Maps with more channels are features of something, not images. */
const IMAGE_CHANNELS = 4;

/** A first convolution with too few filters to tell edges and colours apart. */
export const firstWidth = defineRule({
  id: 'first-width',
  title: 'Few filters in the first convolution',
  level: 'advice',
  sentence:
    'The convolution that reads the image, of at most 4 channels, has at least 32 filters. Left alone: depthwise ones, and a last layer.',
  mend: 'Gives it as many.',
  source: {
    says: 'Begin with 32 or 64 filters: the first layer looks for edges and colours in every direction, and all others work with what it finds.',
    reference: LECTURE_NOTES,
  },
  thresholds: {
    filters: { label: 'Least filters of the first convolution', value: 32, unit: 'filters' },
  },
  check(context, { filters: least }) {
    const predictions = predictionLayers(context);
    return context.layers.flatMap((layer): readonly Found[] => {
      const convolution = convolutionOf(layer);
      if (!convolution || predictions.has(layer.node.id) || isDepthwise(convolution)) return [];
      const { channels, filters } = convolution;
      if (channels > IMAGE_CHANNELS || filters >= least.value || !isStem(context, layer)) return [];
      return [
        {
          node: layer.node.id,
          nodes: [layer.node.id],
          message: `${quoted(layer)} reads the image with ${counted(filters, 'filter')}; ${least.value} are advised.`,
          threshold: least,
          fix: fixOf(context, layer, least),
        },
      ];
    });
  },
});

function fixOf(context: RuleContext, { node }: PlacedLayer, { value }: Threshold): Fix | undefined {
  if (node.kind !== 'conv2d' || !Number.isInteger(value)) return undefined;
  const operations = verified(context, [
    { type: 'setParams', id: node.id, params: { filters: value } },
  ]);
  return operations && { label: `Give ${quoted(node)} ${value} filters`, operations };
}
