import { must } from '@/lib/invariant';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

/** The sum of its inputs; sizes of 1 stretch. */
export const add: LayerBuilder = (tf, _args, { name, outputs }) =>
  functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    call: ([first, ...rest]) => rest.reduce((sum, each) => tf.add(sum, each), must(first, 'input')),
  });
