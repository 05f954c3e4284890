import { must } from '@/lib/invariant';
import type { Layout, TensorType } from '@/lib/tensor/tensorType';

/**
 * Shape of one sample inside TensorFlow.js, where feature maps are channels last; other tensors
 * stay as they are.
 */
export function innerShape({ shape, layout }: TensorType): readonly number[] {
  if (layout !== 'chw') return shape;
  const [channels, height, width] = shape;
  return [must(height, 'height'), must(width, 'width'), must(channels, 'channels')];
}

/** The type of a sample of this shape inside TensorFlow.js; the inverse of `innerShape`. */
export function outerType(inner: readonly number[], layout: Layout): TensorType {
  if (layout !== 'chw') return { shape: inner, layout };
  const [height, width, channels] = inner;
  return {
    shape: [must(channels, 'channels'), must(height, 'height'), must(width, 'width')],
    layout,
  };
}
