import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

/** Passes its input on. */
export const identity: LayerBuilder = (tf, _args, { name, outputs }) =>
  functionLayer(tf, { name, output: innerShape(only(outputs)), call: only });
