import { z } from 'zod';
import { must } from '@/lib/invariant';
import { spatialSize, type TensorType } from '@/lib/tensor/tensorType';
import { samePadding } from '@/lib/tensor/window';
import { pairSchema } from './explicitWindow';

const edge = z.tuple([z.number(), z.number()]);

/**
 * How a convolution moves over its map; padding by name, or as the zeros before and behind each
 * axis, height first.
 */
export const convolutionSchema = z.object({
  kernelSize: pairSchema,
  strides: pairSchema,
  padding: z.union([z.enum(['same', 'valid']), z.tuple([edge, edge])]),
  dilationRate: pairSchema,
});

type Edge = [number, number];

/**
 * The padding in numbers, as TensorFlow.js' operations take it. Its wasm backend gives wrong
 * results for `same` where a window is narrower than its step along one axis (4.22), so it is never
 * asked for by name.
 */
export function explicitPadding(
  { kernelSize, strides, padding, dilationRate }: z.output<typeof convolutionSchema>,
  input: TensorType,
): 'valid' | [Edge, Edge, Edge, Edge] {
  if (padding === 'valid') return 'valid';
  const { height, width } = must(spatialSize(input), 'map');
  const same = (axis: 0 | 1, size: number): Edge => {
    const { low, high } = samePadding(size, kernelSize[axis], strides[axis], dilationRate[axis]);
    return [low, high];
  };
  const [rows, columns] = padding === 'same' ? [same(0, height), same(1, width)] : padding;
  return [...rows, ...columns].every((zeros) => zeros === 0)
    ? 'valid'
    : [[0, 0], rows, columns, [0, 0]];
}
