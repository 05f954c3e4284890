import { formatExact } from '@/lib/format';
import type { NodeId } from '@/lib/graph/graph';
import { MULTIPLE } from '../channelWidths';
import type { PlacedLayer, RuleContext } from '../context';
import { verified } from '../fixes/verified';
import { predictionLayers } from '../predictions';
import { defineRule, type Fix, type Found, type Threshold } from '../rule';
import { type Convolution, convolutionOf, isLinearMap, isPointwise, mapOf } from '../traits';
import { sourceOf } from '../walk';
import { counted, quoted } from '../wording';

/** A 1×1 convolution through which too little passes. */
export const narrowBottleneck = defineRule({
  id: 'narrow-bottleneck',
  title: 'Bottleneck too narrow',
  level: 'advice',
  sentence:
    'A 1×1 convolution that is the only way on keeps at least a sixteenth of the channels. Left alone: branches beside others, gates on single positions, and the last layer.',
  mend: 'Gives it a sixteenth of the channels, rounded up to a multiple of 8.',
  source: {
    says: 'Avoid bottlenecks with extreme compression: the size of the representation should decrease gently from the inputs to the outputs.',
    reference:
      'Szegedy et al., Rethinking the Inception Architecture, 2015, section 2, principle 1; the notes’ own transition squeezes 512 channels to 32',
    link: 'https://arxiv.org/abs/1512.00567',
  },
  thresholds: {
    factor: { label: 'Most compression in one 1×1 convolution', value: 16, unit: '×' },
  },
  check(context, { factor }) {
    const predictions = predictionLayers(context);
    return context.layers.flatMap((layer): readonly Found[] => {
      const convolution = convolutionOf(layer);
      if (!convolution || !isSqueeze(layer, convolution)) return [];
      const { channels, filters } = convolution;
      if (predictions.has(layer.node.id) || channels / filters <= factor.value) return [];
      if (!isOnlyWay(context, layer)) return [];
      return [
        {
          node: layer.node.id,
          nodes: [layer.node.id],
          message: `All that ${formatExact(channels)} channels hold has to pass through the ${counted(filters, 'channel')} of ${quoted(layer)}, ${formatExact(channels / filters)} times fewer.`,
          threshold: factor,
          fix: fixOf(context, layer, channels, factor),
        },
      ];
    });
  },
});

/** Whether it mixes the channels of a map of several positions. */
function isSqueeze({ report }: PlacedLayer, convolution: Convolution): boolean {
  const map = mapOf(report.inputs[0]);
  const spread = map !== undefined && map.height * map.width > 1;
  return spread && convolution.groups === 1 && isPointwise(convolution);
}

/** Whether nobody else reads what comes to it, back to the layer with weights that made it. */
function isOnlyWay(context: RuleContext, layer: PlacedLayer): boolean {
  const alone = (id: NodeId) => context.wiring.outOf(id).length === 1;
  const maker = sourceOf(context, layer, (before) => !isLinearMap(before) && alone(before.node.id));
  return maker !== undefined && isLinearMap(maker) && alone(maker.node.id);
}

function fixOf(
  context: RuleContext,
  { node }: PlacedLayer,
  channels: number,
  { value }: Threshold,
): Fix | undefined {
  if (node.kind !== 'conv2d' || value < 1) return undefined;
  const filters = Math.ceil(channels / value / MULTIPLE) * MULTIPLE;
  const operations = verified(context, [{ type: 'setParams', id: node.id, params: { filters } }]);
  return operations && { label: `Give ${quoted(node)} ${filters} filters`, operations };
}
