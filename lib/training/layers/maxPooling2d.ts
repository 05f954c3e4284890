import { must } from '@/lib/invariant';
import type { Tensor, Tensor4D, TensorFlow } from '../tensorflow';
import { everyNth } from './everyNth';
import {
  type PoolAxis,
  padForWindows,
  pairSchema,
  poolArgsSchema,
  poolAxes,
} from './explicitWindow';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = poolArgsSchema.extend({ dilationRate: pairSchema });

/** Less than any value of a map, and a number all the same: infinity times zero would spoil gradients. */
const LEAST = -3.4e38;

/** The largest value under a window; padding never wins. */
export const maxPooling2d: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const call = argsSchema.parse(args);
  const axes = poolAxes(call, call.dilationRate, only(inputs), only(outputs));
  const plain = axes.every(({ dilation, kernel }) => dilation === 1 && kernel > 1);
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    call([batch]) {
      const map = padForWindows(tf, batch as Tensor4D, axes, LEAST);
      if (!plain) return largestOfTaps(tf, map, axes);
      return tf.maxPool(map, [...call.poolSize], [...call.strides], 'valid');
    },
  });
};

/** Tap by tap, for windows with holes, which have no gradient in TensorFlow.js, and windows one wide. */
function largestOfTaps(
  tf: TensorFlow,
  map: Tensor4D,
  [height, width]: readonly [PoolAxis, PoolAxis],
): Tensor {
  let largest: Tensor | undefined;
  for (let row = 0; row < height.kernel; row++) {
    for (let column = 0; column < width.kernel; column++) {
      const tap = tapOf(tf, map, [height, width], [row, column]);
      largest = largest ? tf.maximum(largest, tap) : tap;
    }
  }
  return must(largest, 'a window has a tap');
}

function tapOf(
  tf: TensorFlow,
  map: Tensor4D,
  [height, width]: readonly [PoolAxis, PoolAxis],
  [row, column]: readonly [number, number],
): Tensor {
  const stretch = tf.slice(
    map,
    [0, row * height.dilation, column * width.dilation, 0],
    [-1, (height.length - 1) * height.stride + 1, (width.length - 1) * width.stride + 1, -1],
  );
  return everyNth(tf, everyNth(tf, stretch, 1, height.stride), 2, width.stride);
}
