import { must } from '@/lib/invariant';
import { toInnerOrder, toOuterOrder } from './channelsFirst';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

/** The same values, read in channels-first order, under another shape. */
export const reshape: LayerBuilder = (tf, _args, { name, inputs, outputs }) => {
  const source = only(inputs);
  const target = only(outputs);
  return functionLayer(tf, {
    name,
    output: innerShape(target),
    call([batch]) {
      const outer = toOuterOrder(tf, must(batch, 'input'), source);
      return toInnerOrder(tf, tf.reshape(outer, [-1, ...target.shape]), target);
    },
  });
};
