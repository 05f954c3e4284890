import { must } from '@/lib/invariant';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

/** The product of its inputs; sizes of 1 stretch. */
export const multiply: LayerBuilder = (tf, _args, { name, outputs }) =>
  functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    call: ([first, ...rest]) =>
      rest.reduce((product, each) => tf.mul(product, each), must(first, 'input')),
  });
