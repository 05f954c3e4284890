import { z } from 'zod';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ axis: z.number() });

/** Its inputs behind one another along an axis, which counts the batch and is negative from the back. */
export const concatenate: LayerBuilder = (tf, args, { name, outputs }) => {
  const { axis } = argsSchema.parse(args);
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    call: (batches) => (batches.length === 1 ? only(batches) : tf.concat([...batches], axis)),
  });
};
