import { sizeOf } from '@/lib/analysis/receptiveField';
import type { NodeId } from '@/lib/graph/graph';
import type { PlacedLayer, RuleContext } from '../context';
import { forImage, imageSide } from '../images';
import { LECTURE_NOTES } from '../lectureNotes';
import { defineRule, type Found } from '../rule';
import { convolutionOf, isDownsampling, isDownsamplingPool } from '../traits';
import { sourceOf } from '../walk';
import { quoted } from '../wording';

/** A max pool that comes before there is anything to keep. */
export const earlyPool = defineRule({
  id: 'early-pool',
  title: 'Max pool too early',
  level: 'advice',
  sentence:
    'The first max pool that makes the map smaller comes when a unit sees about 9 pixels, in which edges can be told; 5 in small images. A strided stem of 7×7 or more is enough by itself.',
  source: {
    says: 'Pool when the receptive field is about 9 to 11 pixels in images of 400: before that there are no edges yet whose strongest response could be kept.',
    reference: LECTURE_NOTES,
  },
  thresholds: {
    large: { label: 'Least field before a pool, images from 64 pixels', value: 9, unit: 'pixels' },
    small: { label: 'Least field before a pool, smaller images', value: 5, unit: 'pixels' },
    stem: { label: 'Strided stem that is enough by itself', value: 7, unit: 'pixels' },
  },
  check(context, { large, small, stem }) {
    const side = imageSide(context);
    const threshold = side && forImage(side, { large, small, tiny: small });
    if (!threshold) return [];
    return firstPools(context).flatMap((layer): readonly Found[] => {
      const sees = fieldBefore(context, layer);
      if (sees === undefined || sees >= threshold.value) return [];
      if (isBehindStem(context, layer, stem.value)) return [];
      return [
        {
          node: layer.node.id,
          nodes: [layer.node.id],
          message: `${quoted(layer)} pools when a unit has seen only ${sees}×${sees} pixels of an image of ${side}; about ${threshold.value} are needed to tell an edge.`,
          threshold,
        },
      ];
    });
  },
});

/** The max pools that make the map smaller and have no other such pool before them. */
function firstPools({ layers, wiring }: RuleContext): readonly PlacedLayer[] {
  const pooled = new Set<NodeId>();
  return layers.filter((layer) => {
    const { id } = layer.node;
    const behind = wiring.into(id).some(({ source }) => pooled.has(source));
    const pools = isDownsamplingPool(layer);
    if (behind || pools) pooled.add(id);
    return pools && !behind;
  });
}

/** Pixels that the units of the pool's map see along their shorter side. */
function fieldBefore({ wiring, layer }: RuleContext, { node }: PlacedLayer): number | undefined {
  const [wire] = wiring.into(node.id);
  const field = wire && layer(wire.source)?.report.field;
  if (field?.type !== 'local') return undefined;
  return Math.min(sizeOf(field.height), sizeOf(field.width));
}

function isBehindStem(context: RuleContext, pool: PlacedLayer, kernel: number): boolean {
  const before = sourceOf(context, pool, (layer) => !convolutionOf(layer));
  const stem = before && convolutionOf(before);
  if (!stem) return false;
  return isDownsampling(stem) && Math.min(stem.height.kernel, stem.width.kernel) >= kernel;
}
