import type { Tensor, Tensor4D, TensorFlow } from '../tensorflow';

/**
 * A linear map along the height and another along the width of feature maps: row `i` of a matrix
 * says how much of every position goes into output position `i`. Pools with uneven regions and all
 * resizing are such maps, and their gradients come with the matrix product.
 */
export function mapAxes(
  tf: TensorFlow,
  batch: Tensor4D,
  rows: readonly (readonly number[])[],
  columns: readonly (readonly number[])[],
): Tensor {
  const [samples, height, width, channels] = batch.shape;
  const down = tf.matMul(matrix(tf, rows), tf.reshape(batch, [samples, height, width * channels]));
  const across = tf.matMul(
    matrix(tf, columns),
    tf.reshape(down, [samples * rows.length, width, channels]),
  );
  return tf.reshape(across, [samples, rows.length, columns.length, channels]);
}

function matrix(tf: TensorFlow, rows: readonly (readonly number[])[]): Tensor {
  return tf.tensor3d([rows.map((row) => [...row])]);
}
