import { z } from 'zod';
import type { Tensor4D } from '../tensorflow';
import { type PoolAxis, padForWindows, poolArgsSchema, poolAxes } from './explicitWindow';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';
import { mapAxes } from './mapAxes';

const argsSchema = poolArgsSchema.extend({ countPadding: z.boolean() });

/**
 * The mean of the values under a window. Zeros of the padding count or not, as the call says; what a
 * last window hangs over the padding behind the map never counts (PyTorch).
 */
export const averagePooling2d: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const call = argsSchema.parse(args);
  const axes = poolAxes(call, [1, 1], only(inputs), only(outputs));
  const output = innerShape(only(outputs));
  if (axes.every(isPlain)) {
    return functionLayer(tf, {
      name,
      output,
      call: ([batch]) =>
        tf.avgPool(
          padForWindows(tf, batch as Tensor4D, axes, 0),
          [...call.poolSize],
          [...call.strides],
          'valid',
        ),
    });
  }
  const [rows, columns] = axes.map((axis) => meansOf(axis, call.countPadding));
  return functionLayer(tf, {
    name,
    output,
    call: ([batch]) => mapAxes(tf, batch as Tensor4D, rows ?? [], columns ?? []),
  });
};

/** Whether all windows lie on the map and the last one ends on its edge, or leaves a rest. */
function isPlain({ size, kernel, stride, padLow, padHigh, length }: PoolAxis): boolean {
  return kernel > 1 && padLow + padHigh === 0 && (length - 1) * stride + kernel <= size;
}

/** For each window along an axis, the share of every position in its mean. */
function meansOf(axis: PoolAxis, countPadding: boolean): readonly (readonly number[])[] {
  const { size, kernel, stride, padLow, padHigh, length } = axis;
  return Array.from({ length }, (_, index) => {
    const start = index * stride - padLow;
    const end = Math.min(start + kernel, size + padHigh);
    const inside = Math.min(end, size) - Math.max(start, 0);
    const share = 1 / (countPadding ? end - start : Math.max(1, inside));
    return Array.from({ length: size }, (_, place) => (place >= start && place < end ? share : 0));
  });
}
