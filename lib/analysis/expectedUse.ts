import type { TrainingMemory } from './trainingMemory';

const MIB = 1024 ** 2;

/** Bytes that a step may take of a device: the least, what is likeliest, and the most. */
export interface ExpectedUse {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

/**
 * What a framework takes beside the tensors. `context`: the GPU libraries and their code, in bytes.
 * `workspace`: scratch of the convolution algorithms, in outputs of the largest convolution wider
 * than 1×1. Both depend on driver, library versions and the algorithms that cuDNN picks, so each is
 * a range. SPEC A16 has the sources, and says on which networks the constants were fitted.
 */
export const OVERHEAD = {
  context: { low: 300 * MIB, likely: 1755 * MIB, high: 1900 * MIB },
  workspace: { low: 0, likely: 6.5, high: 10.5 },
} as const;

/** What a training step takes of a device's memory, framework and workspaces included. */
export function expectedUse(
  memory: Pick<TrainingMemory, 'reserved' | 'largestConvolution'>,
): ExpectedUse {
  const at = (end: keyof ExpectedUse) =>
    OVERHEAD.context[end] + memory.reserved + OVERHEAD.workspace[end] * memory.largestConvolution;
  return { low: at('low'), likely: at('likely'), high: at('high') };
}
