import { z } from 'zod';
import { must } from '@/lib/invariant';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ radix: z.number(), groups: z.number() });

/** Lets each channel compete with itself in the other splits, and puts the splits first. */
export const radixSoftmax: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { radix, groups } = argsSchema.parse(args);
  const channels = must(innerShape(only(inputs)).at(-1), 'channels');
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    call([batch]) {
      const values = must(batch, 'input');
      const split = tf.reshape(values, [-1, groups, radix, channels / groups / radix]);
      const competing = tf.transpose(split, [0, 1, 3, 2]);
      const shares = tf.transpose(tf.softmax(competing), [0, 3, 1, 2]);
      return tf.reshape(shares, values.shape);
    },
  });
};
