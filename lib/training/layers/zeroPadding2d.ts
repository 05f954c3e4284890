import { z } from 'zod';
import type { LayerBuilder } from './layerBuilder';

const edge = z.tuple([z.number(), z.number()]);
const argsSchema = z.object({ padding: z.tuple([edge, edge]) });

/** Zeros around a map. */
export const zeroPadding2d: LayerBuilder = (tf, args, { name }) => {
  const { padding } = argsSchema.parse(args);
  return tf.layers.zeroPadding2d({ name, padding });
};
