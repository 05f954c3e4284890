import type { Tensor, TensorFlow, Weight } from '../tensorflow';
import type { WeightPlan } from './functionLayer';

/** The scale and the shift of a norm, one value each for every place of `shape`. */
export function affineWeights(shape: readonly number[]): readonly [WeightPlan, WeightPlan] {
  return [
    { name: 'gamma', shape, start: 'ones', trainable: true },
    { name: 'beta', shape, start: 'zeros', trainable: true },
  ];
}

/** Scales and shifts normalised values. */
export function affine(tf: TensorFlow, normal: Tensor, gamma: Weight, beta: Weight): Tensor {
  return tf.add(tf.mul(normal, gamma.read()), beta.read());
}
