import { formatShare } from '@/lib/format';
import type { PlacedLayer, RuleContext } from '../context';
import { LECTURE_NOTES } from '../lectureNotes';
import { defineRule, type Found } from '../rule';
import { isDownsamplingPool, isLinearMap, mapOf, maxPoolOf } from '../traits';
import { sourceOf } from '../walk';
import { listed, quoted } from '../wording';

/** Max pools that throw away more than what the layers between them can make up for. */
export const heavyPool = defineRule({
  id: 'heavy-pool',
  title: 'Max pool drops too much',
  level: 'advice',
  sentence:
    'Max pools drop at most three quarters of the values between one layer with weights and the next: one pool of stride 2. Left alone: pools that sum the whole map up.',
  source: {
    says: 'A max pool of 2×2 drops 75 % of the values; behind it the block of convolutions is repeated before the next pool.',
    reference: LECTURE_NOTES,
  },
  thresholds: {
    share: { label: 'Most values dropped at once', value: 75, unit: '% of the values' },
  },
  check(context, { share }) {
    return context.layers.flatMap((layer): readonly Found[] => {
      const map = mapOf(layer.report.facts.outputs[0]);
      if (!isDownsamplingPool(layer) || !map || map.height * map.width === 1) return [];
      const pools = poolsUpTo(context, layer);
      const step = pools.reduce((product, pool) => product * stepOf(pool), 1);
      const dropped = 1 - 1 / step;
      if (dropped * 100 <= share.value) return [];
      const before = pools.slice(0, -1);
      const together = before.length > 0 ? ` together with ${listed(before)}` : '';
      return [
        {
          node: layer.node.id,
          nodes: pools.map(({ node }) => node.id),
          message: `${quoted(layer)} drops ${formatShare(dropped)} of the values${together}, and no layer with weights has a say in between.`,
          threshold: share,
        },
      ];
    });
  },
});

/** Max pools in a row that end with this one, with no weights between them. */
function poolsUpTo(context: RuleContext, last: PlacedLayer): readonly PlacedLayer[] {
  const pools = [last];
  for (;;) {
    const before = sourceOf(
      context,
      pools[0] ?? last,
      (layer) => !isLinearMap(layer) && !isDownsamplingPool(layer),
    );
    if (!before || !isDownsamplingPool(before)) return pools;
    pools.unshift(before);
  }
}

/** How many values of its map a pool makes one of, by its stride. */
function stepOf(layer: PlacedLayer): number {
  const pool = maxPoolOf(layer);
  return pool ? pool.height.stride * pool.width.stride : 1;
}
