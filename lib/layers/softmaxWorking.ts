import type { TensorType } from '@/lib/tensor/tensorType';
import type { Working } from './kind';
import { perValue, sameShape } from './working';

/** Operations that a softmax costs for each value. SPEC L6. */
export const SOFTMAX_OPERATIONS = 5;

/** How the numbers of a softmax come about, whatever competes in it. */
export function softmaxWorking(source: TensorType): Working {
  return {
    outputs: sameShape(source),
    operations: perValue(
      SOFTMAX_OPERATIONS,
      source,
      'The largest is found and taken away, an exponential, a sum and a division.',
    ),
  };
}
