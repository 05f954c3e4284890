import { z } from 'zod';
import { must } from '@/lib/invariant';
import type { Random } from '../random';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';

const argsSchema = z.object({ rate: z.number() });

/** Zeroes single values in training and makes up for them. */
export const dropout: LayerBuilder = dropping((shape) => shape);

/** Zeroes whole channels in training: of a map, the same channels at every position. */
export const spatialDropout2d: LayerBuilder = dropping((shape) =>
  shape.length === 4 ? [shape[0] ?? 1, 1, 1, shape[3] ?? 1] : shape,
);

/**
 * TensorFlow.js' own dropout drops the same values at every step when it is given a seed, so the
 * masks are drawn here, from the stream of the run.
 */
function dropping(maskShape: (batch: readonly number[]) => readonly number[]): LayerBuilder {
  return (tf, args, { name, outputs, random }) => {
    const { rate } = argsSchema.parse(args);
    return functionLayer(tf, {
      name,
      output: innerShape(only(outputs)),
      call([batch], _weights, training) {
        const values = must(batch, 'input');
        if (!training || rate === 0) return values;
        const shape = [...maskShape(values.shape)];
        return tf.mul(values, tf.tensor(mask(shape, rate, random), shape));
      },
    });
  };
}

function mask(shape: readonly number[], rate: number, random: Random): Float32Array {
  const kept = 1 / (1 - rate);
  const values = new Float32Array(shape.reduce((size, length) => size * length, 1));
  for (let index = 0; index < values.length; index++)
    if (random.next() >= rate) values[index] = kept;
  return values;
}
