import type { Tensor, TensorFlow, Weight } from '../tensorflow';
import type { WeightPlan } from './functionLayer';

/** The scale and the shift of a norm, one value each for every place of `shape`. */
export function affineWeights(shape: readonly number[]): readonly [WeightPlan, WeightPlan] {
  return [
    { name: 'gamma', shape, start: 'ones', trainable: true },
    { name: 'beta', shape, start: 'zeros', trainable: true },
  ];
}

/**
 * Scales and shifts normalised values by weights for their last axes. The gradient is written out,
 * to keep one map less.
 */
export function affine(tf: TensorFlow, normal: Tensor, gamma: Weight, beta: Weight): Tensor {
  const scaled = tf.customGrad((values, scale, shift, save) => {
    const [x, by] = [values as Tensor, scale as Tensor];
    (save as (tensors: Tensor[]) => void)([x, by]);
    return {
      value: tf.add(tf.mul(x, by), shift as Tensor),
      gradFunc: (gradient: Tensor, saved: Tensor[]) => {
        const [unit, factor] = saved as [Tensor, Tensor];
        const shared = unit.shape.slice(0, unit.rank - factor.rank).map((_size, axis) => axis);
        return [
          tf.mul(gradient, factor),
          tf.sum(tf.mul(gradient, unit), shared),
          tf.sum(gradient, shared),
        ];
      },
    };
  });
  return scaled(normal, gamma.read(), beta.read());
}
