import { must } from '@/lib/invariant';
import type { Tensor, Tensor4D, TensorFlow } from '../tensorflow';
import type { explicitPadding } from './convolutionPadding';
import { splitChannels } from './splitChannels';

interface Convolving {
  readonly strides: [number, number];
  readonly pad: ReturnType<typeof explicitPadding>;
  readonly groups: number;
  readonly offset: Tensor | undefined;
}

/** A convolution with as many independent ones as there are groups, and an offset for each filter. */
export function groupedConv2d(
  tf: TensorFlow,
  map: Tensor4D,
  taps: Tensor4D,
  { strides, pad, groups, offset }: Convolving,
): Tensor {
  if (groups === 1)
    return tf.fused.conv2d({ x: map, filter: taps, strides, pad, ...(offset && { bias: offset }) });
  const kernels = splitChannels(tf, taps, groups);
  const parts = splitChannels(tf, map, groups).map((part, group) =>
    tf.conv2d(part, must(kernels[group], 'kernel'), strides, pad),
  );
  const result: Tensor = tf.concat(parts, 3);
  return offset ? tf.add(result, offset) : result;
}
