import { elementCount, type TensorType } from '@/lib/tensor/tensorType';
import type { Facts, Inferred, Problem, Reach, Saved, WeightSpec } from './kind';

/** What facts say beside the output, where all counts are known. */
type Particulars = Omit<Facts, 'outputs'> & { readonly macs: number; readonly operations: number };

/** Facts of a layer that computes nothing worth counting, keeps nothing and looks at one position; name what differs. */
export function inferred(
  output: TensorType,
  {
    reach = POINTWISE,
    weights = [],
    macs = 0,
    operations = 0,
    saved = [],
    viewing = 'never',
  }: Partial<Particulars> = {},
): Inferred {
  const outputs = [output];
  return { ok: true, facts: { outputs, reach, weights, macs, operations, saved, viewing } };
}

const POINTWISE: Reach = { type: 'pointwise' };

export function failed(...problems: readonly Problem[]): Inferred {
  return { ok: false, problems };
}

export function trainable(name: string, ...shape: readonly number[]): WeightSpec {
  return { name, shape, trainable: true, dtype: 'activation' };
}

export function buffer(
  name: string,
  shape: readonly number[],
  dtype: WeightSpec['dtype'] = 'activation',
): WeightSpec {
  return { name, shape, trainable: false, dtype };
}

export const INPUT: Saved = { of: 'input', slot: 0 };
export const OUTPUT: Saved = { of: 'output' };

/** Arithmetic of `perElement` operations for each value of the output. */
export function elementwise(output: TensorType, perElement: number): number {
  return elementCount(output) * perElement;
}
