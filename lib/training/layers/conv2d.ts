import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount } from '@/lib/tensor/tensorType';
import type { Tensor, Tensor4D, TensorFlow } from '../tensorflow';
import { functionLayer, only, type WeightPlan } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder, Place } from './layerBuilder';
import { stretchKernel } from './stretchKernel';

const sizes = z.tuple([z.number(), z.number()]).readonly();

const argsSchema = z.object({
  filters: z.number(),
  kernelSize: sizes,
  strides: sizes,
  padding: z.enum(['same', 'valid']),
  dilationRate: sizes,
  groups: z.number(),
  useBias: z.boolean(),
});

type Args = z.output<typeof argsSchema>;

/** A convolution: TensorFlow.js' own where it has no groups and no dilation, else one of slices and stretched kernels. */
export const conv2d: LayerBuilder = (tf, args, place) => {
  const parsed = argsSchema.parse(args);
  const { filters, kernelSize, strides, padding, dilationRate, groups, useBias } = parsed;
  if (groups > 1 || dilationRate.some((rate) => rate > 1)) return general(tf, parsed, place);
  return tf.layers.conv2d({
    name: place.name,
    filters,
    kernelSize: [...kernelSize],
    strides: [...strides],
    padding,
    useBias,
    kernelInitializer: 'zeros',
  });
};

function general(tf: TensorFlow, args: Args, { name, inputs, outputs }: Place) {
  const { filters, kernelSize, strides, padding, dilationRate, groups, useBias } = args;
  const depth = must(channelCount(only(inputs)), 'channels') / groups;
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
      const taps = stretchKernel(tf, must(weights[0], 'kernel').read() as Tensor4D, dilationRate);
      const maps = tf.split<Tensor4D>(must(batch, 'input') as Tensor4D, groups, 3);
      const kernels = tf.split<Tensor4D>(taps, groups, 3);
      const parts = maps.map((map, group) =>
        tf.conv2d(map, must(kernels[group], 'kernel'), [...strides], padding),
      );
      const result: Tensor = groups === 1 ? must(parts[0], 'map') : tf.concat(parts, 3);
      return useBias ? tf.add(result, must(weights[1], 'bias').read()) : result;
    },
  });
}
