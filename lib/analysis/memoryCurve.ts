import type { Settings } from '@/lib/graph/graph';
import { type ExpectedUse, expectedUse } from './expectedUse';
import { inferenceMemory } from './inferenceMemory';
import type { Analysis } from './report';
import { trainingMemory } from './trainingMemory';

/** Memory at one batch, in bytes. */
export interface BatchMemory {
  readonly batch: number;
  /** What a training step takes of a device. */
  readonly training: ExpectedUse;
  /** Tensors of a training step at its peak, without the framework. */
  readonly trainingPeak: number;
  /** Running forward: weights, buffers and the peak of the activations, without the framework. */
  readonly inference: number;
}

/** Memory over batches of 1, 2, 4, ... up to `most`. */
export function memoryCurve(
  analysis: Analysis,
  settings: Settings,
  most = 1024,
): readonly BatchMemory[] {
  const activations = inferenceMemory(analysis, settings).peak;
  const points: BatchMemory[] = [];
  for (let batch = 1; batch <= most; batch *= 2) {
    const memory = trainingMemory(analysis, { ...settings, batch });
    points.push({
      batch,
      training: expectedUse(memory),
      trainingPeak: memory.peak,
      inference: memory.weights + memory.buffers + activations * batch,
    });
  }
  return points;
}
