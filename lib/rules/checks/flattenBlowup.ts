import { totalsOf } from '@/lib/analysis/cost';
import { formatCount, formatShare } from '@/lib/format';
import { makeLayer } from '@/lib/layers/catalogue';
import { channelCount, describeType } from '@/lib/tensor/tensorType';
import type { PlacedLayer, RuleContext } from '../context';
import { replaceLayer } from '../fixes/replaceLayer';
import { verified } from '../fixes/verified';
import { defineRule, type Fix, type Found } from '../rule';
import { isLinearMap, mapOf, passesOn, valuesIn } from '../traits';
import { sourceOf } from '../walk';
import { quoted } from '../wording';

/** A dense layer that holds most of the network, because it reads a whole map. */
export const flattenBlowup = defineRule({
  id: 'flatten-blowup',
  title: 'Most weights behind a flatten',
  level: 'advice',
  sentence:
    'A dense layer that reads a flattened map does not hold half of the network’s weights. Layers of less than a million weights are left alone.',
  mend: 'Takes the mean of each channel instead of the flatten.',
  source: {
    says: 'A mean of each channel over the map instead of dense layers on all of it has no weights that could overfit.',
    reference: 'Lin, Chen and Yan, Network in Network, 2013, section 3.2',
    link: 'https://arxiv.org/abs/1312.4400',
  },
  thresholds: {
    share: { label: 'Most weights in one such layer', value: 50, unit: '% of the network’s' },
    least: { label: 'Layers are left alone below', value: 1_000_000, unit: 'weights' },
  },
  check(context, { share, least }) {
    const { params: total } = totalsOf(context.analysis);
    return context.layers.flatMap((layer): readonly Found[] => {
      const weights = valuesIn(layer, 'kernel');
      if (weights < least.value || weights * 100 <= total * share.value) return [];
      const maker = mapMakerOf(context, layer);
      const map = maker && mapOf(maker.report.facts.outputs[0]);
      const type = maker?.report.facts.outputs[0];
      if (!maker || !map || !type || map.height * map.width === 1) return [];
      const saved = weights - weights / (map.height * map.width);
      return [
        {
          node: layer.node.id,
          nodes: [layer.node.id, maker.node.id],
          message: `${quoted(layer)} holds ${formatCount(weights)} weights, ${formatShare(weights / total)} of the network, because it reads all of the ${describeType(type)} map of ${quoted(maker)}.`,
          threshold: share,
          saving: {
            params: saved,
            macs: saved,
            note: `With one mean for each of the ${channelCount(type)} channels; the network has to be trained again.`,
          },
          fix: fixOf(context, layer),
        },
      ];
    });
  },
});

/** The layer that makes the map which a dense layer reads flattened. */
function mapMakerOf(context: RuleContext, layer: PlacedLayer): PlacedLayer | undefined {
  const vector = layer.report.inputs[0]?.layout === 'flat';
  return isLinearMap(layer) && vector ? sourceOf(context, layer, passesOn) : undefined;
}

function fixOf(context: RuleContext, layer: PlacedLayer): Fix | undefined {
  const flatten = sourceOf(
    context,
    layer,
    (before) => passesOn(before) && before.node.kind !== 'flatten',
  );
  if (flatten?.node.kind !== 'flatten') return undefined;
  const pool = {
    layer: makeLayer('globalAvgPool2d', { keepMap: false }),
    name: `${flatten.node.name}.mean`,
  };
  const operations = verified(context, replaceLayer(context, flatten, pool));
  const label = `Take the mean of each channel instead of ${quoted(flatten)}`;
  return operations && { label, operations };
}
