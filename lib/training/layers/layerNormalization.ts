import { z } from 'zod';
import { must } from '@/lib/invariant';
import { affine, affineWeights } from './affine';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';
import { normalise } from './normalise';

const argsSchema = z.object({
  axis: z.union([z.literal(-1), z.array(z.number()).readonly()]),
  epsilon: z.number(),
  scale: z.boolean(),
});

/** Normalises every sample on its own, over the channels of each position or over all values. */
export const layerNormalization: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { axis, epsilon, scale } = argsSchema.parse(args);
  const shape = innerShape(only(inputs));
  const axes = axis === -1 ? [shape.length] : shape.map((_size, index) => index + 1);
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    weights: scale ? affineWeights(axes.map((each) => must(shape[each - 1], 'size'))) : [],
    call([batch], [gamma, beta]) {
      const normal = normalise(tf, must(batch, 'input'), axes, epsilon);
      return gamma && beta ? affine(tf, normal, gamma, beta) : normal;
    },
  });
};
