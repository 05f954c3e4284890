import { must } from '@/lib/invariant';
import { everyNth } from '../layers/everyNth';
import type { KernelFunction, Tensor, Tensor4D, TensorFlow } from '../tensorflow';
import { filterGradient } from './gradientKernels';
import { coveredMap, type StrideAxis } from './strideGeometry';

/**
 * Gradient of a depthwise convolution's kernel: for each tap, the positions that it read times the
 * gradients that it helped to make.
 */
export function depthwiseBackpropFilter(tf: TensorFlow): KernelFunction {
  return filterGradient(tf, true, ({ x, dy, filterShape, axes }) => {
    const [rows, columns, channels, multiplier] = filterShape;
    const map = coveredMap(tf, x, axes);
    const gradient = tf.reshape(dy, [-1, channels, multiplier]);
    const positions = must(gradient.shape[0], 'positions');
    const sum = tf.ones([1, positions]);
    const taps: Tensor[] = [];
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const read = tf.reshape(tapOf(tf, map, axes, row, column), [positions, channels, 1]);
        const product = tf.reshape(tf.mul(read, gradient), [positions, channels * multiplier]);
        taps.push(tf.matMul(sum, product));
      }
    }
    return tf.reshape(tf.concat(taps, 0), filterShape);
  });
}

/** What one tap of the window reads at all its positions. */
function tapOf(
  tf: TensorFlow,
  map: Tensor4D,
  [height, width]: readonly [StrideAxis, StrideAxis],
  row: number,
  column: number,
): Tensor {
  const stretch = tf.slice(
    map,
    [0, row, column, 0],
    [-1, (height.length - 1) * height.stride + 1, (width.length - 1) * width.stride + 1, -1],
  );
  return everyNth(tf, everyNth(tf, stretch, 1, height.stride), 2, width.stride);
}
