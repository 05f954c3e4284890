import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount } from '@/lib/tensor/tensorType';
import { affine, affineWeights } from './affine';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ epsilon: z.number() });

/** Scales each channel by its L2 norm over the map against the mean of these norms. The branch begins as nothing. */
export const globalResponseNormalization: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { epsilon } = argsSchema.parse(args);
  const [gamma, beta] = affineWeights([must(channelCount(only(inputs)), 'channels')]);
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    weights: [{ ...gamma, start: 'zeros' }, beta],
    call([batch], [scale, shift]) {
      const map = must(batch, 'input');
      const responses = tf.sqrt(tf.sum(tf.square(map), [1, 2], true));
      const share = tf.div(responses, tf.add(tf.mean(responses, 3, true), epsilon));
      const scaled = tf.mul(map, share);
      return tf.add(map, affine(tf, scaled, must(scale, 'gamma'), must(shift, 'beta')));
    },
  });
};
