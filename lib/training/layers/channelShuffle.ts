import { z } from 'zod';
import { must } from '@/lib/invariant';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ groups: z.number() });

/** Deals the channels of each group out over all groups. */
export const channelShuffle: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { groups } = argsSchema.parse(args);
  const channels = must(innerShape(only(inputs)).at(-1), 'channels');
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    call([batch]) {
      const values = must(batch, 'input');
      const grouped = tf.reshape(values, [-1, groups, channels / groups]);
      return tf.reshape(tf.transpose(grouped, [0, 2, 1]), values.shape);
    },
  });
};
