import { z } from 'zod';
import { must } from '@/lib/invariant';
import { binomialRow } from '@/lib/layers/binomialRow';
import { edgesSchema } from '@/lib/layers/params';
import { channelCount } from '@/lib/tensor/tensorType';
import type { Tensor4D, TensorFlow } from '../tensorflow';
import { pairSchema } from './explicitWindow';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ size: z.number(), strides: pairSchema, padding: edgesSchema });

/** Blurs each channel with a binomial filter, with the map mirrored at its edges. */
export const blurPooling2d: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { size, strides, padding } = argsSchema.parse(args);
  const channels = must(channelCount(only(inputs)), 'channels');
  const line = binomialRow(size);
  const taps = line.flatMap((row) => line.map((column) => row * column));
  const start = taps.flatMap((tap) => new Array<number>(channels).fill(tap));
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    weights: [{ name: 'kernel', shape: [size, size, channels, 1], start, trainable: false }],
    call([batch], [kernel]) {
      const tall = mirrored(tf, batch as Tensor4D, 1, padding.top, padding.bottom);
      const wide = mirrored(tf, tall, 2, padding.left, padding.right);
      const filter = must(kernel, 'kernel').read() as Tensor4D;
      return tf.depthwiseConv2d(wide, filter, [...strides], 'valid');
    },
  });
};

/** A map with rows (axis 1) or columns (axis 2) mirrored at both ends, the outermost one not repeated. */
function mirrored(
  tf: TensorFlow,
  map: Tensor4D,
  axis: 1 | 2,
  before: number,
  behind: number,
): Tensor4D {
  if (before + behind === 0) return map;
  const length = map.shape[axis];
  const line = (at: number) => {
    const begin: [number, number, number, number] = [0, 0, 0, 0];
    const size: [number, number, number, number] = [-1, -1, -1, -1];
    begin[axis] = at;
    size[axis] = 1;
    return tf.slice4d(map, begin, size);
  };
  const front = Array.from({ length: before }, (_, index) => line(before - index));
  const back = Array.from({ length: behind }, (_, index) => line(length - 2 - index));
  return tf.concat([...front, map, ...back], axis);
}
