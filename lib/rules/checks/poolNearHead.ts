import type { NodeId } from '@/lib/graph/graph';
import type { PlacedLayer, RuleContext } from '../context';
import { leadingToMaps } from '../lastMaps';
import { LECTURE_NOTES } from '../lectureNotes';
import { predictionLayers } from '../predictions';
import { defineRule, type Found } from '../rule';
import { convolutionOf, isDownsamplingPool, isPort } from '../traits';
import { counted, quoted } from '../wording';

/** A max pool that leaves no time to work on what it kept. */
export const poolNearHead = defineRule({
  id: 'pool-near-head',
  title: 'Max pool near the prediction',
  level: 'advice',
  sentence:
    'At least two convolutions stand between the last max pool that makes the map smaller and the prediction, on the longest way.',
  source: {
    says: 'No max pool within two or three convolutions of the prediction: it throws three quarters of the values away, and nothing is left to make up for it.',
    reference: LECTURE_NOTES,
  },
  thresholds: {
    convolutions: {
      label: 'Least convolutions between the last pool and the prediction',
      value: 2,
      unit: 'convolutions',
    },
  },
  check(context, { convolutions }) {
    const depth = depths(context);
    return lastPools(context).flatMap((layer): readonly Found[] => {
      const left = depth.get(layer.node.id);
      if (left === undefined || left >= convolutions.value) return [];
      const between = left === 0 ? 'no convolution' : `only ${counted(left, 'convolution')}`;
      return [
        {
          node: layer.node.id,
          nodes: [layer.node.id],
          message: `Between ${quoted(layer)} and the prediction stands ${between}: hardly anything is made of what the pool keeps.`,
          threshold: convolutions,
        },
      ];
    });
  },
});

/** The max pools that make the map smaller and have no other such pool behind them. */
function lastPools({ layers, layer, wiring }: RuleContext): readonly PlacedLayer[] {
  const last: PlacedLayer[] = [];
  const before = new Set<NodeId>();
  for (const placed of layers.toReversed()) {
    const { id } = placed.node;
    for (const { target } of wiring.outOf(id)) {
      const reader = layer(target);
      if (before.has(target) || (reader && isDownsamplingPool(reader))) before.add(id);
    }
    if (isDownsamplingPool(placed) && !before.has(id)) last.push(placed);
  }
  return last.toReversed();
}

/** Convolutions before the prediction on the longest way from each layer; none where a way ends nowhere or is not known. */
function depths(context: RuleContext): ReadonlyMap<NodeId, number> {
  const { layers, wiring, layer } = context;
  const spatial = leadingToMaps(context);
  const predictions = predictionLayers(context);
  const depth = new Map<NodeId, number>();
  for (const placed of layers.toReversed()) {
    const { id } = placed.node;
    const wires = wiring.outOf(id);
    if (!spatial.has(id) || (isPort(placed) && wires.length === 0)) depth.set(id, 0);
    else {
      const ways = wires.map(({ target }) => {
        const reader = layer(target);
        const rest = depth.get(target);
        const counts = reader && convolutionOf(reader) && !predictions.has(target);
        return rest === undefined ? undefined : rest + (counts ? 1 : 0);
      });
      const known = ways.filter((way) => way !== undefined);
      if (known.length > 0 && known.length === ways.length) depth.set(id, Math.max(...known));
    }
  }
  return depth;
}
