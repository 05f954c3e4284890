import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount } from '@/lib/tensor/tensorType';
import type { Tensor4D } from '../tensorflow';
import { convolutionSchema, explicitPadding } from './convolutionPadding';
import { functionLayer, only, type WeightPlan } from './functionLayer';
import { groupedConv2d } from './groupedConv2d';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';
import { stretchKernel } from './stretchKernel';

const argsSchema = convolutionSchema.extend({
  filters: z.number(),
  groups: z.number(),
  useBias: z.boolean(),
});

/**
 * A convolution. TensorFlow.js' own layer has no groups and no gradient for dilation: here groups
 * are slices of the channels, and dilation is a stretched kernel.
 */
export const conv2d: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const call = argsSchema.parse(args);
  const { filters, kernelSize, dilationRate, groups, useBias } = call;
  const depth = must(channelCount(only(inputs)), 'channels') / groups;
  const strides: [number, number] = [...call.strides];
  const pad = explicitPadding(call, only(inputs));
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
      return groupedConv2d(tf, map, taps, { strides, pad, groups, offset });
    },
  });
};
