import { spatialSize, type TensorType } from '@/lib/tensor/tensorType';
import { type Field, GLOBAL } from './receptiveField';

/** A branch that a join stretches over a larger map does not move with the unit: it is a gate. SPEC A3. */
export function asGates(
  fields: readonly Field[],
  inputs: readonly TensorType[],
  output: TensorType | undefined,
): readonly Field[] {
  const size = output && spatialSize(output);
  if (!size || inputs.length < 2) return fields;
  return fields.map((field, slot) => {
    const input = inputs[slot];
    const space = input && spatialSize(input);
    const stretched =
      (space?.height === 1 && size.height > 1) || (space?.width === 1 && size.width > 1);
    return stretched && field.type === 'local' ? GLOBAL : field;
  });
}
