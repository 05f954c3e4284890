import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount } from '@/lib/tensor/tensorType';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ shared: z.boolean(), initial: z.number() });

/** Multiplies negative values by a learned slope. */
export const prelu: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { shared, initial } = argsSchema.parse(args);
  const slopes = shared ? 1 : must(channelCount(only(inputs)), 'channels');
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    weights: [{ name: 'slope', shape: [slopes], start: initial, trainable: true }],
    call([batch], [slope]) {
      const values = must(batch, 'input');
      const negative = tf.mul(tf.minimum(values, 0), must(slope, 'slope').read());
      return tf.add(tf.relu(values), negative);
    },
  });
};
