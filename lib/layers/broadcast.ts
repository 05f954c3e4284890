import { must } from '@/lib/invariant';
import { err, ok, type Result } from '@/lib/result';
import { describeType, type TensorType } from '@/lib/tensor/tensorType';
import type { Problem } from './kind';

/** The type of an element-wise join: equal shapes, or sizes of 1 stretched to the other's. SPEC L9. */
export function broadcast(
  layer: string,
  inputs: readonly TensorType[],
): Result<TensorType, Problem> {
  let joined = must(inputs[0], 'input');
  for (const [slot, input] of inputs.entries()) {
    const shape = stretch(joined, input);
    if (!shape) return err(mismatch(layer, joined, input, slot));
    joined = { ...joined, shape };
  }
  return ok(joined);
}

function stretch(a: TensorType, b: TensorType): readonly number[] | undefined {
  if (a.layout !== b.layout || a.shape.length !== b.shape.length) return undefined;
  const shape: number[] = [];
  for (const [axis, size] of a.shape.entries()) {
    const other = b.shape[axis];
    if (other === size || other === 1) shape.push(size);
    else if (size === 1 && other !== undefined) shape.push(other);
    else return undefined;
  }
  return shape;
}

function mismatch(layer: string, first: TensorType, input: TensorType, slot: number): Problem {
  const channels = first.layout === 'chw' && first.shape[0] !== input.shape[0];
  return {
    code: channels ? 'channel-mismatch' : 'size-mismatch',
    message: `${layer} needs inputs of one shape: input 1 is ${describeType(first)}, input ${slot + 1} is ${describeType(input)}.`,
    slot,
  };
}
