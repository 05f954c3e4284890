import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount } from '@/lib/tensor/tensorType';
import { affine, affineWeights } from './affine';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ scale: z.boolean(), shift: z.boolean(), initial: z.number() });

/** Scales and shifts each channel by weights of its own. */
export const channelAffine: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { scale, shift, initial } = argsSchema.parse(args);
  const [gamma, beta] = affineWeights([must(channelCount(only(inputs)), 'channels')]);
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    weights: [...(scale ? [{ ...gamma, start: initial }] : []), ...(shift ? [beta] : [])],
    call([batch], [first, second]) {
      const values = must(batch, 'input');
      const weight = must(first, 'weight');
      if (second) return affine(tf, values, weight, second);
      return scale ? tf.mul(values, weight.read()) : tf.add(values, weight.read());
    },
  });
};
