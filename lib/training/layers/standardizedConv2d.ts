import { z } from 'zod';
import { must } from '@/lib/invariant';
import { channelCount } from '@/lib/tensor/tensorType';
import type { Tensor4D } from '../tensorflow';
import { convolutionSchema, explicitPadding } from './convolutionPadding';
import { functionLayer, only, type WeightPlan } from './functionLayer';
import { groupedConv2d } from './groupedConv2d';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';
import { normalise } from './normalise';
import { stretchKernel } from './stretchKernel';

const argsSchema = convolutionSchema.extend({
  filters: z.number(),
  groups: z.number(),
  useBias: z.boolean(),
  scaled: z.boolean(),
  epsilon: z.number(),
});

/** A convolution with filters brought to mean 0 and variance 1, and scaled by a gain over √fan-in if told to. */
export const standardizedConv2d: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const call = argsSchema.parse(args);
  const { filters, kernelSize, dilationRate, groups, useBias, scaled, epsilon } = call;
  const depth = must(channelCount(only(inputs)), 'channels') / groups;
  const fanIn = kernelSize[0] * kernelSize[1] * depth;
  const pad = explicitPadding(call, only(inputs));
  const vector = (own: string, start: 'zeros' | 'ones'): WeightPlan => ({
    name: own,
    shape: [filters],
    start,
    trainable: true,
  });
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    weights: [
      { name: 'kernel', shape: [...kernelSize, depth, filters], start: 'zeros', trainable: true },
      ...(useBias ? [vector('bias', 'zeros')] : []),
      ...(scaled ? [vector('gain', 'ones')] : []),
    ],
    call([batch], [kernel, ...vectors]) {
      const standard = normalise(tf, must(kernel, 'kernel').read(), [0, 1, 2], epsilon);
      const gain = scaled ? must(vectors.at(-1), 'gain').read() : undefined;
      const used = gain ? tf.mul(standard, tf.div(gain, Math.sqrt(fanIn))) : standard;
      return groupedConv2d(
        tf,
        batch as Tensor4D,
        stretchKernel(tf, used as Tensor4D, dilationRate),
        {
          strides: [...call.strides],
          pad,
          groups,
          offset: useBias ? must(vectors[0], 'bias').read() : undefined,
        },
      );
    },
  });
};
