import { must } from '@/lib/invariant';
import type { Tensor4D, TensorFlow } from '../tensorflow';

/**
 * A kernel with zeros between its taps, so that an ordinary convolution does what a dilated one
 * would. TensorFlow.js has no gradient for dilated convolutions.
 */
export function stretchKernel(
  tf: TensorFlow,
  kernel: Tensor4D,
  [rows, columns]: readonly [number, number],
): Tensor4D {
  if (rows === 1 && columns === 1) return kernel;
  const [height, width, inner, outer] = kernel.shape;
  const depth = inner * outer;
  const tall = spread(tf, kernel, [height, width * depth], rows);
  const wide = spread(
    tf,
    tf.transpose(tf.reshape(tall, [-1, width, depth]), [1, 0, 2]),
    [width, -1],
    columns,
  );
  const tallSize = (height - 1) * rows + 1;
  const back = tf.transpose(tf.reshape(wide, [-1, tallSize, depth]), [1, 0, 2]);
  return tf.reshape(back, [tallSize, must(back.shape[1], 'width'), inner, outer]);
}

/** Puts `step - 1` rows of zeros between the rows of a matrix. */
function spread(
  tf: TensorFlow,
  values: ReturnType<TensorFlow['reshape']>,
  matrix: [number, number],
  step: number,
) {
  const [rows] = matrix;
  const spaced = tf.pad(tf.reshape(values, [rows, 1, -1]), [
    [0, 0],
    [0, step - 1],
    [0, 0],
  ]);
  const size = (rows - 1) * step + 1;
  return tf.slice(tf.reshape(spaced, [rows * step, -1]), [0, 0], [size, -1]);
}
