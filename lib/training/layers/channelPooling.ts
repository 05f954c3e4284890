import { z } from 'zod';
import { must } from '@/lib/invariant';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ function: z.enum(['mean', 'max']) });

/** The mean or the maximum over the channels of each position. */
export const channelPooling: LayerBuilder = (tf, args, { name, outputs }) => {
  const { function: pool } = argsSchema.parse(args);
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    call: ([batch]) => tf[pool](must(batch, 'input'), 3, true),
  });
};
