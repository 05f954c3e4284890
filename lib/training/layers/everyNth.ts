import { must } from '@/lib/invariant';
import type { Tensor, TensorFlow } from '../tensorflow';

/**
 * Every `step`-th position of an axis from the first on, made of slices and reshapes, because
 * strided slices have no gradient in TensorFlow.js.
 */
export function everyNth(tf: TensorFlow, batch: Tensor, axis: number, step: number): Tensor {
  if (step === 1) return batch;
  const { shape } = batch;
  const size = must(shape[axis], 'axis');
  const count = Math.ceil(size / step);
  const before = product(shape.slice(0, axis));
  const after = product(shape.slice(axis + 1));
  const whole = tf.pad(tf.reshape(batch, [before, size, after]), [
    [0, 0],
    [0, count * step - size],
    [0, 0],
  ]);
  const first = tf.slice(
    tf.reshape(whole, [before * count, step, after]),
    [0, 0, 0],
    [before * count, 1, after],
  );
  return tf.reshape(first, [...shape.slice(0, axis), count, ...shape.slice(axis + 1)]);
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}
