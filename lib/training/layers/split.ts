import { z } from 'zod';
import { must } from '@/lib/invariant';
import { functionLayer } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ sizes: z.array(z.number()).readonly() });

/** Some of the channels for each port. */
export const split: LayerBuilder = (tf, args, { name, outputs }) => {
  const { sizes } = argsSchema.parse(args);
  return outputs.map((output, port) => {
    const first = sizes.slice(0, port).reduce((sum, size) => sum + size, 0);
    const length = must(sizes[port], 'size');
    return functionLayer(tf, {
      name: `${name}_${port}`,
      output: innerShape(output),
      call([batch]) {
        const values = must(batch, 'input');
        const before = values.shape.slice(1, -1).map(() => 0);
        const whole = before.map(() => -1);
        return tf.slice(values, [0, ...before, first], [-1, ...whole, length]);
      },
    });
  });
};
