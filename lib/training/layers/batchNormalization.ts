import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount } from '@/lib/tensor/tensorType';
import type { Tensor, TensorFlow, Weight } from '../tensorflow';
import { affine, affineWeights } from './affine';
import { functionLayer, only, type WeightPlan } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';
import { type Moments, normalise } from './normalise';

const argsSchema = z.object({
  epsilon: z.number(),
  /** Weight of the old running value. */
  momentum: z.number(),
  scale: z.boolean(),
  center: z.boolean(),
});

/**
 * Normalises each channel over the batch in training and by running statistics otherwise. The
 * running variance takes the unbiased estimate, as PyTorch's does. TensorFlow.js' own layer cannot
 * train without scale and shift.
 */
export const batchNormalization: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { epsilon, momentum, scale, center } = argsSchema.parse(args);
  const channels = must(channelCount(only(inputs)), 'channels');
  const running: readonly WeightPlan[] = [
    { name: 'runningMean', shape: [channels], start: 'zeros', trainable: false },
    { name: 'runningVariance', shape: [channels], start: 'ones', trainable: false },
  ];
  const [gamma, beta] = affineWeights([channels]);
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    weights: [...running, ...(scale ? [gamma] : []), ...(center ? [beta] : [])],
    call([batch], [mean, variance, ...learned], training) {
      const values = must(batch, 'input');
      const statistics = { mean: must(mean, 'mean'), variance: must(variance, 'variance') };
      const normal = training
        ? normaliseBatch(tf, values, epsilon, momentum, statistics)
        : byRunning(tf, values, epsilon, statistics);
      const [first, second] = learned;
      if (first && second) return affine(tf, normal, first, second);
      if (!first) return normal;
      return scale ? tf.mul(normal, first.read()) : tf.add(normal, first.read());
    },
  });
};

interface Running {
  readonly mean: Weight;
  readonly variance: Weight;
}

function normaliseBatch(
  tf: TensorFlow,
  batch: Tensor,
  epsilon: number,
  momentum: number,
  running: Running,
): Tensor {
  const channels = must(batch.shape.at(-1), 'channels');
  const count = batch.size / channels;
  const rows = tf.reshape(batch, [count, channels]);
  const normal = normalise(tf, rows, [0], epsilon, (moments) =>
    remember(tf, running, moments, momentum, count),
  );
  return tf.reshape(normal, batch.shape);
}

function remember(
  tf: TensorFlow,
  running: Running,
  { mean, variance }: Moments,
  momentum: number,
  count: number,
): void {
  const unbiased = count / Math.max(1, count - 1);
  const blend = (old: Weight, value: Tensor, factor: number) =>
    old.write(
      tf.add(
        tf.mul(old.read(), momentum),
        tf.mul(tf.reshape(value, old.shape as number[]), factor * (1 - momentum)),
      ),
    );
  blend(running.mean, mean, 1);
  blend(running.variance, variance, unbiased);
}

function byRunning(tf: TensorFlow, batch: Tensor, epsilon: number, running: Running): Tensor {
  const scale = tf.rsqrt(tf.add(running.variance.read(), epsilon));
  return tf.mul(tf.sub(batch, running.mean.read()), scale);
}
