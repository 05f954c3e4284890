import { z } from 'zod';
import { must } from '@/lib/invariant';
import type { Tensor } from '../tensorflow';
import { everyNth } from './everyNth';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const rangeSchema = z.object({
  start: z.number(),
  end: z.number().nullable(),
  step: z.number(),
});

const argsSchema = z.object({ channels: rangeSchema, height: rangeSchema, width: rangeSchema });

/** Every n-th position of a stretch of each axis. */
export const slice: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { channels, height, width } = argsSchema.parse(args);
  const shape = innerShape(only(inputs));
  const output = innerShape(only(outputs));
  const ranges = only(inputs).layout === 'flat' ? [channels] : [height, width, channels];
  const begin = ranges.map(({ start }, axis) => {
    const size = must(shape[axis], 'size');
    return start < 0 ? Math.max(0, size + start) : start;
  });
  const lengths = ranges.map(({ step }, axis) => (must(output[axis], 'size') - 1) * step + 1);
  return functionLayer(tf, {
    name,
    output,
    call([batch]) {
      const stretch: Tensor = tf.slice(must(batch, 'input'), [0, ...begin], [-1, ...lengths]);
      return ranges.reduce(
        (result, { step }, axis) => everyNth(tf, result, axis + 1, step),
        stretch,
      );
    },
  });
};
