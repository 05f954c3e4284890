import type { TensorType } from '@/lib/tensor/tensorType';
import type { Tensor, TensorFlow } from '../tensorflow';

/** A batch in the order of axes that its type states: feature maps go from channels last to channels first. */
export function toOuterOrder(tf: TensorFlow, batch: Tensor, type: TensorType): Tensor {
  return type.layout === 'chw' ? tf.transpose(batch, [0, 3, 1, 2]) : batch;
}

/** The way back: a batch of feature maps from channels first to channels last. */
export function toInnerOrder(tf: TensorFlow, batch: Tensor, type: TensorType): Tensor {
  return type.layout === 'chw' ? tf.transpose(batch, [0, 2, 3, 1]) : batch;
}
