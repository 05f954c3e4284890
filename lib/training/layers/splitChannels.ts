import type { Tensor4D, TensorFlow } from '../tensorflow';

/**
 * Equal parts of the last axis. One part is the whole: TensorFlow.js cannot find the gradient of a
 * split into one.
 */
export function splitChannels(
  tf: TensorFlow,
  values: Tensor4D,
  parts: number,
): readonly Tensor4D[] {
  return parts === 1 ? [values] : tf.split<Tensor4D>(values, parts, 3);
}
