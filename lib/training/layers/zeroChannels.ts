import { z } from 'zod';
import type { Tensor4D } from '../tensorflow';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ before: z.number(), after: z.number() });

/** Channels of zeros in front of a map and behind it. */
export const zeroChannels: LayerBuilder = (tf, args, { name, outputs }) => {
  const { before, after } = argsSchema.parse(args);
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    call: ([batch]) =>
      tf.pad(batch as Tensor4D, [
        [0, 0],
        [0, 0],
        [0, 0],
        [before, after],
      ]),
  });
};
