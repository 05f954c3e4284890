import { z } from 'zod';
import { must } from '@/lib/invariant';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ block: z.number(), order: z.enum(['channels', 'positions']) });

/** Lays the pixels of each block out as channels. */
export const spaceToDepth: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { block, order } = argsSchema.parse(args);
  const channels = must(innerShape(only(inputs)).at(-1), 'channels');
  const output = innerShape(only(outputs));
  const [rows = 0, columns = 0] = output;
  const turn = order === 'channels' ? [0, 1, 3, 5, 2, 4] : [0, 1, 3, 2, 4, 5];
  return functionLayer(tf, {
    name,
    output,
    call([batch]) {
      const blocks = [-1, rows, block, columns, block, channels];
      const turned = tf.transpose(tf.reshape(must(batch, 'input'), blocks), turn);
      return tf.reshape(turned, [-1, ...output]);
    },
  });
};
