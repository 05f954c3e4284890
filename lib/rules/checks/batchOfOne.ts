import { DEFAULT_SETTINGS } from '@/lib/graph/graph';
import type { PlacedLayer } from '../context';
import { defineRule } from '../rule';
import { mapOf } from '../traits';
import { agree, counted, listed, quoted } from '../wording';
import { isBatchNorm } from './byName';

/** Batch norm that has no batch to speak of. */
export const batchOfOne = defineRule({
  id: 'batch-of-one',
  title: 'Batch norm without a batch',
  level: 'warning',
  sentence:
    'Batch norm needs several values a channel to take a mean of. With a small batch its statistics are noise; with a single value a channel training fails, which is an error.',
  mend: 'Sets the batch to the usual 32.',
  source: {
    says: 'Batch norm’s error rises fast when the batch becomes small: with 2 images a batch the error of ResNet-50 on ImageNet is 10.6 % lower with group norm.',
    reference: 'Wu and He, Group Normalization, 2018, abstract',
    link: 'https://arxiv.org/abs/1803.08494',
  },
  thresholds: {
    batch: { label: 'Smallest batch for batch norm', value: 2, unit: 'samples' },
  },
  check({ graph, layers }, { batch }) {
    const norms = layers.filter(isBatchNorm);
    const [first] = norms;
    const size = graph.settings.batch;
    if (!first || size >= batch.value) return [];
    const alone = norms.filter((norm) => size === 1 && valuesPerChannel(norm) === 1);
    const lone = alone[0];
    const samples = counted(size, 'sample');
    const wanted = Math.max(DEFAULT_SETTINGS.batch, batch.value);
    return [
      {
        nodes: (lone ? alone : norms).map(({ node }) => node.id),
        level: lone ? 'error' : 'warning',
        message: lone
          ? `Training stops with an error: at a batch of ${samples}, ${listed(alone)} ${agree(alone.length, 'has', 'have')} one value a channel, which has no variance.`
          : `At a batch of ${samples}, ${norms.length === 1 ? quoted(first) : `the ${norms.length} batch norms`} ${agree(norms.length, 'normalises', 'normalise')} by statistics that say little about other samples.`,
        threshold: batch,
        fix: {
          label: `Train with batches of ${wanted}`,
          operations: [{ type: 'setSettings', settings: { batch: wanted } }],
        },
      },
    ];
  },
});

function valuesPerChannel({ report }: PlacedLayer): number {
  const map = mapOf(report.inputs[0]);
  return map ? map.height * map.width : 1;
}
