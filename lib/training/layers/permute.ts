import { z } from 'zod';
import { must } from '@/lib/invariant';
import { toInnerOrder, toOuterOrder } from './channelsFirst';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ order: z.array(z.number()).readonly() });

/** Other order of axes. From channels first to channels last nothing moves, because maps are channels last here. */
export const permute: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { order } = argsSchema.parse(args);
  const source = only(inputs);
  const target = only(outputs);
  const axes = [0, ...order.map((axis) => axis + 1)];
  return functionLayer(tf, {
    name,
    output: innerShape(target),
    call([batch]) {
      const outer = toOuterOrder(tf, must(batch, 'input'), source);
      return toInnerOrder(tf, tf.transpose(outer, axes), target);
    },
  });
};
