import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount } from '@/lib/tensor/tensorType';
import type { Tensor4D } from '../tensorflow';
import { convolutionSchema, explicitPadding } from './convolutionPadding';
import { functionLayer, only, type WeightPlan } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';
import { stretchKernel } from './stretchKernel';

const argsSchema = convolutionSchema.extend({
  depthMultiplier: z.number(),
  useBias: z.boolean(),
});

/** One small filter set for each channel; dilation by a stretched kernel, for which there are gradients. */
export const depthwiseConv2d: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const call = argsSchema.parse(args);
  const { kernelSize, dilationRate, depthMultiplier, useBias } = call;
  const strides: [number, number] = [...call.strides];
  const pad = explicitPadding(call, only(inputs));
  const channels = must(channelCount(only(inputs)), 'channels');
  const kernel: WeightPlan = {
    name: 'kernel',
    shape: [...kernelSize, channels, depthMultiplier],
    start: 'zeros',
    trainable: true,
  };
  const bias: WeightPlan = {
    name: 'bias',
    shape: [channels * depthMultiplier],
    start: 'zeros',
    trainable: true,
  };
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    weights: useBias ? [kernel, bias] : [kernel],
    call([batch], weights) {
      const taps = stretchKernel(tf, must(weights[0], 'kernel').read() as Tensor4D, dilationRate);
      const map = tf.depthwiseConv2d(batch as Tensor4D, taps, strides, pad);
      return useBias ? tf.add(map, must(weights[1], 'bias').read()) : map;
    },
  });
};
