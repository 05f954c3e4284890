import { z } from 'zod';
import { must } from '@/lib/invariant';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ keepDims: z.boolean() });

/** One mean for each channel. */
export const globalAveragePooling2d: LayerBuilder = (tf, args, { name, outputs }) => {
  const { keepDims } = argsSchema.parse(args);
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    call: ([batch]) => tf.mean(must(batch, 'input'), [1, 2], keepDims),
  });
};
