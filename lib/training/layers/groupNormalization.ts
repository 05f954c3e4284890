import { z } from 'zod';
import { must } from '@/lib/invariant';
import { affine, affineWeights } from './affine';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';
import { normalise } from './normalise';

const argsSchema = z.object({ groups: z.number(), epsilon: z.number(), scale: z.boolean() });

/** Normalises groups of channels of each sample. */
export const groupNormalization: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { groups, epsilon, scale } = argsSchema.parse(args);
  const channels = must(innerShape(only(inputs)).at(-1), 'channels');
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    weights: scale ? affineWeights([channels]) : [],
    call([batch], [gamma, beta]) {
      const values = must(batch, 'input');
      const grouped = tf.reshape(values, [values.shape[0] ?? 1, -1, groups, channels / groups]);
      const normal = normalise(tf, grouped, [1, 3], epsilon);
      const restored = tf.reshape(normal, values.shape);
      return gamma && beta ? affine(tf, restored, gamma, beta) : restored;
    },
  });
};
