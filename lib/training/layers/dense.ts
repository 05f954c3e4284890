import { z } from 'zod';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ units: z.number(), useBias: z.boolean() });

/** A linear map of the last axis. */
export const dense: LayerBuilder = (tf, args, { name }) => {
  const { units, useBias } = argsSchema.parse(args);
  return tf.layers.dense({ name, units, useBias, kernelInitializer: 'zeros' });
};
