import type { Saved, WeightSpec } from '@/lib/layers/kind';

/** A learned array of a layer. */
export function learned(name: string, ...shape: readonly number[]): WeightSpec {
  return { name, shape, trainable: true, dtype: 'activation' };
}

/** An array that a layer stores but does not learn. */
export function stored(
  name: string,
  shape: readonly number[],
  dtype: WeightSpec['dtype'] = 'activation',
): WeightSpec {
  return { name, shape, trainable: false, dtype };
}

/** What layers keep for the backward pass. */
export const KEEPS_INPUT: Saved = { of: 'input', slot: 0 };
export const KEEPS_OUTPUT: Saved = { of: 'output' };
