import { z } from 'zod';
import { must } from '@/lib/invariant';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({
  size: z.number(),
  alpha: z.number(),
  beta: z.number(),
  k: z.number(),
});

/**
 * Divides each value by the energy of its neighbours in channel order, the mean over `size` of them
 * with zeros beyond the ends (PyTorch). The sum over neighbours is a product with a banded matrix.
 */
export const localResponseNormalization: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { size, alpha, beta, k } = argsSchema.parse(args);
  const channels = must(innerShape(only(inputs)).at(-1), 'channels');
  const before = Math.floor(size / 2);
  const band = Array.from({ length: channels }, (_, from) =>
    Array.from({ length: channels }, (_, to) =>
      from >= to - before && from < to - before + size ? 1 : 0,
    ),
  );
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    call([batch]) {
      const values = must(batch, 'input');
      const squares = tf.reshape(tf.square(values), [-1, channels]);
      const energy = tf.reshape(tf.matMul(squares, tf.tensor2d(band)), values.shape);
      const divisor = tf.pow(tf.add(tf.mul(energy, alpha / size), k), beta);
      return tf.div(values, divisor);
    },
  });
};
