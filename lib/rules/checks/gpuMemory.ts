import { expectedUse } from '@/lib/analysis/expectedUse';
import { GIB, largestBatch } from '@/lib/analysis/hardware';
import { type TrainingMemory, trainingMemory } from '@/lib/analysis/trainingMemory';
import { formatBytes } from '@/lib/format';
import type { PlacedLayer, RuleContext } from '../context';
import { LECTURE_NOTES } from '../lectureNotes';
import { defineRule, type Fix } from '../rule';
import { counted, listed } from '../wording';

/** A training step that does not fit on the GPU. */
export const gpuMemory = defineRule({
  id: 'gpu-memory',
  title: 'Out of memory',
  level: 'warning',
  sentence:
    'A training step fits into the memory of the GPU, at the batch, precision and optimizer of the design. Where it fits only if the framework takes less beside the tensors than is likely, it is advice.',
  mend: 'Trains with the largest batch that surely fits.',
  source: {
    says: 'The GPU holds the maps of all layers for each image of the batch: 32 + 64 + 128 + 256 + 512 of them in the first block of the notes, and it will sing “out of memory”.',
    reference: LECTURE_NOTES,
  },
  thresholds: {
    memory: { label: 'Memory of the GPU that is free for programs', value: 24, unit: 'GiB' },
  },
  check(context, { memory }) {
    const { settings } = context.graph;
    const step = trainingMemory(context.analysis, settings);
    const use = expectedUse(step);
    const usable = memory.value * GIB;
    if (use.likely <= usable) return [];
    const keepers = greatestKeepers(context, step);
    const kept = keepers.length > 0 ? ` Most is kept for ${listed(keepers)}.` : '';
    return [
      {
        nodes: keepers.map(({ node }) => node.id),
        level: use.low <= usable ? 'advice' : 'warning',
        message: `A training step with ${counted(settings.batch, 'sample')} takes about ${formatBytes(use.likely)}, between ${formatBytes(use.low)} and ${formatBytes(use.high)}; the GPU has ${formatBytes(usable)}.${kept}`,
        threshold: memory,
        fix: fixOf(context, usable),
      },
    ];
  },
});

/** Layers that are named as those which keep most. */
const NAMED = 3;

function greatestKeepers(
  { layer }: RuleContext,
  { savedBy }: TrainingMemory,
): readonly PlacedLayer[] {
  return [...savedBy]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, NAMED)
    .flatMap(([id]) => layer(id) ?? []);
}

/** With less than two samples batch norm has nothing to take a mean of. */
const LEAST_BATCH = 2;

function fixOf({ analysis, graph }: RuleContext, usable: number): Fix | undefined {
  const { settings } = graph;
  const fits = (batch: number) =>
    expectedUse(trainingMemory(analysis, { ...settings, batch })).high <= usable;
  const largest = largestBatch(fits, settings.batch);
  if (largest < LEAST_BATCH) return undefined;
  return {
    label: `Train with batches of ${largest}`,
    operations: [{ type: 'setSettings', settings: { batch: largest } }],
  };
}
