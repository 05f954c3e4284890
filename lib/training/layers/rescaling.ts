import { z } from 'zod';
import { must } from '@/lib/invariant';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ scale: z.number(), offset: z.number(), learned: z.boolean() });

/** Multiplies every value by one number, which may be learned, and adds another one. */
export const rescaling: LayerBuilder = (tf, args, { name, outputs }) => {
  const { scale, offset, learned } = argsSchema.parse(args);
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    weights: learned ? [{ name: 'factor', shape: [], start: scale, trainable: true }] : [],
    call([batch], [factor]) {
      const scaled = tf.mul(must(batch, 'input'), factor ? factor.read() : scale);
      return tf.add(scaled, offset);
    },
  });
};
