import { type Formula, named } from '@/lib/formula';
import { must } from '@/lib/invariant';
import { elementCount, type TensorType } from '@/lib/tensor/tensorType';
import type { Facts, Reckoning, Working } from './kind';
import { kernelFactors, windowOutputs } from './windowWorking';
import { asInput } from './working';

/** How the numbers of a pool come about; `operations` tells what its values cost with the taps of its window. SPEC L2, L6. */
export function poolWorking(
  facts: Facts,
  source: TensorType,
  operations: (values: Formula, taps: readonly Formula[]) => Reckoning,
): Working {
  const values = named('values of the output', elementCount(must(facts.outputs[0], 'output')));
  const taps = facts.reach.type === 'window' ? kernelFactors(facts.reach) : [];
  return {
    outputs: windowOutputs(asInput(source, 0), facts, source),
    operations: operations(values, taps),
  };
}
