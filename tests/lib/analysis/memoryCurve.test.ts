import { describe, expect, it } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { expectedUse } from '@/lib/analysis/expectedUse';
import { inferenceMemory } from '@/lib/analysis/inferenceMemory';
import { memoryCurve } from '@/lib/analysis/memoryCurve';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import { must } from '@/lib/invariant';
import { templateById } from '@/lib/templates/templates';

describe('memoryCurve', () => {
  const analysis = analyse(must(templateById('resnet18'), 'template').build());
  const { settings } = analysis.graph;
  const curve = memoryCurve(analysis, settings, 100);

  it('[A17] doubles the batch from one sample on, and stops before it is too many', () => {
    expect(curve.map(({ batch }) => batch)).toEqual([1, 2, 4, 8, 16, 32, 64]);
  });

  it('[A17] says at each batch what a design with that batch says', () => {
    for (const { batch, training, trainingPeak, inference } of curve) {
      const memory = trainingMemory(analysis, { ...settings, batch });
      const forward = inferenceMemory(analysis, settings, batch).peak;
      expect({ training, trainingPeak, inference }).toEqual({
        training: expectedUse(memory),
        trainingPeak: memory.peak,
        inference: memory.weights + memory.buffers + forward,
      });
    }
  });

  it('[A17] never falls', () => {
    const highs = curve.map(({ training }) => training.high);
    expect(highs).toEqual(highs.toSorted((a, b) => a - b));
  });
});
