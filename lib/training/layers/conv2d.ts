import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount } from '@/lib/tensor/tensorType';
import type { Tensor, Tensor4D } from '../tensorflow';
import { convolutionPaddingSchema, explicitPadding } from './convolutionPadding';
import { pairSchema } from './explicitWindow';
import { functionLayer, only, type WeightPlan } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';
import { stretchKernel } from './stretchKernel';

const argsSchema = z.object({
  filters: z.number(),
  kernelSize: pairSchema,
  strides: pairSchema,
  padding: convolutionPaddingSchema,
  dilationRate: pairSchema,
  groups: z.number(),
  useBias: z.boolean(),
});

/**
 * A convolution. TensorFlow.js' own layer has no groups and no gradient for dilation: here groups are
 * slices of the channels, and dilation is a stretched kernel.
 */
export const conv2d: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const call = argsSchema.parse(args);
  const { filters, kernelSize, dilationRate, groups, useBias } = call;
  const depth = must(channelCount(only(inputs)), 'channels') / groups;
  const strides: [number, number] = [...call.strides];
  const pad = explicitPadding(call.padding);
  const kernel: WeightPlan = {
    name: 'kernel',
    shape: [...kernelSize, depth, filters],
    start: 'zeros',
    trainable: true,
  };
  const bias: WeightPlan = { name: 'bias', shape: [filters], start: 'zeros', trainable: true };
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    weights: useBias ? [kernel, bias] : [kernel],
    call([batch], weights) {
      const map = must(batch, 'input') as Tensor4D;
      const taps = stretchKernel(tf, must(weights[0], 'kernel').read() as Tensor4D, dilationRate);
      const offset = useBias ? must(weights[1], 'bias').read() : undefined;
      if (groups === 1)
        return tf.fused.conv2d({
          x: map,
          filter: taps,
          strides,
          pad,
          ...(offset && { bias: offset }),
        });
      const kernels = tf.split<Tensor4D>(taps, groups, 3);
      const parts = tf
        .split<Tensor4D>(map, groups, 3)
        .map((part, group) => tf.conv2d(part, must(kernels[group], 'kernel'), strides, pad));
      const result: Tensor = tf.concat(parts, 3);
      return offset ? tf.add(result, offset) : result;
    },
  });
};
