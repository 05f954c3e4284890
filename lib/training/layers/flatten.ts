import { must } from '@/lib/invariant';
import { toOuterOrder } from './channelsFirst';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

/** All values of a sample as one vector, channel by channel: the order in which PyTorch's weights expect them. */
export const flatten: LayerBuilder = (tf, _args, { name, inputs, outputs }) => {
  const output = innerShape(only(outputs));
  return functionLayer(tf, {
    name,
    output,
    call: ([batch]) =>
      tf.reshape(toOuterOrder(tf, must(batch, 'input'), only(inputs)), [-1, ...output]),
  });
};
