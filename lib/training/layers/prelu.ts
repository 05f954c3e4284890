import { z } from 'zod';
import { must } from '@/lib/invariant';
import { SLOPE_OWNERS } from '@/lib/layers/kinds/prelu';
import { channelCount } from '@/lib/tensor/tensorType';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ slopes: z.enum(SLOPE_OWNERS), initial: z.number() });

/** A ReLU whose slope below zero is learned. */
export const prelu: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { slopes, initial } = argsSchema.parse(args);
  const source = only(inputs);
  const shape = {
    channel: [channelCount(source) ?? 1],
    layer: [1],
    value: innerShape(source),
  }[slopes];
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    weights: [{ name: 'slope', shape, start: initial, trainable: true }],
    call([batch], [slope]) {
      const values = must(batch, 'input');
      const below = tf.mul(tf.minimum(values, 0), must(slope, 'slope').read());
      return tf.add(tf.relu(values), below);
    },
  });
};
