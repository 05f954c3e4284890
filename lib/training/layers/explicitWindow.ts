import { z } from 'zod';
import { must } from '@/lib/invariant';
import { edgesSchema } from '@/lib/layers/params';
import { axisPadding } from '@/lib/layers/windowed';
import { spatialSize, type TensorType } from '@/lib/tensor/tensorType';
import type { Tensor4D, TensorFlow } from '../tensorflow';
import { innerShape } from './innerShape';

export const pairSchema = z.tuple([z.number(), z.number()]).readonly();

/** The arguments that both pools have. */
export const poolArgsSchema = z.object({
  poolSize: pairSchema,
  strides: pairSchema,
  padding: z.union([z.enum(['same', 'valid']), edgesSchema]),
  ceilMode: z.boolean(),
});

type PoolArgs = z.output<typeof poolArgsSchema>;

/** One axis of a pool with its padding in positions; what comes out is stated, not rounded. */
export interface PoolAxis {
  /** Positions of the input. */
  readonly size: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  readonly padLow: number;
  readonly padHigh: number;
  /** Positions of the output. */
  readonly length: number;
}

/** Both axes of a pool on its input, height first. */
export function poolAxes(
  { poolSize, strides, padding }: PoolArgs,
  dilation: readonly [number, number],
  input: TensorType,
  output: TensorType,
): readonly [PoolAxis, PoolAxis] {
  const space = must(spatialSize(input), 'map');
  const lengths = innerShape(output);
  const axis = (index: 0 | 1): PoolAxis => {
    const size = index === 0 ? space.height : space.width;
    const taps = { kernel: poolSize[index], stride: strides[index], dilation: dilation[index] };
    const length = must(lengths[index], 'size');
    return { size, ...taps, ...axisPadding(padding, index, size, taps), length };
  };
  return [axis(0), axis(1)];
}

/** Positions behind the map that the last window needs; less than none where windows leave a rest. */
function highEnd({ size, kernel, stride, dilation, padLow, length }: PoolAxis): number {
  return (length - 1) * stride + dilation * (kernel - 1) + 1 - size - padLow;
}

/** The map with as much of `value` around it as the windows reach, so that a pool without padding does the rest. */
export function padForWindows(
  tf: TensorFlow,
  map: Tensor4D,
  [height, width]: readonly [PoolAxis, PoolAxis],
  value: number,
): Tensor4D {
  const [bottom, right] = [Math.max(0, highEnd(height)), Math.max(0, highEnd(width))];
  if (height.padLow + width.padLow + bottom + right === 0) return map;
  return tf.pad(
    map,
    [
      [0, 0],
      [height.padLow, bottom],
      [width.padLow, right],
      [0, 0],
    ],
    value,
  );
}
