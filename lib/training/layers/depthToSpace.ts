import { z } from 'zod';
import { must } from '@/lib/invariant';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ block: z.number(), order: z.enum(['channels', 'positions']) });

/** Lays channels out as blocks of pixels. */
export const depthToSpace: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { block, order } = argsSchema.parse(args);
  const [rows = 0, columns = 0] = innerShape(only(inputs));
  const output = innerShape(only(outputs));
  const channels = must(output.at(-1), 'channels');
  const byChannel = order === 'channels';
  return functionLayer(tf, {
    name,
    output,
    call([batch]) {
      const deep = byChannel ? [channels, block, block] : [block, block, channels];
      const values = tf.reshape(must(batch, 'input'), [-1, rows, columns, ...deep]);
      const turn = byChannel ? [0, 1, 4, 2, 5, 3] : [0, 1, 3, 2, 4, 5];
      return tf.reshape(tf.transpose(values, turn), [-1, ...output]);
    },
  });
};
