import { z } from 'zod';
import { must } from '@/lib/invariant';
import { edgesSchema } from '@/lib/layers/params';
import { channelCount, spatialSize } from '@/lib/tensor/tensorType';
import { samePadding } from '@/lib/tensor/window';
import type { Tensor, Tensor4D } from '../tensorflow';
import { pairSchema } from './explicitWindow';
import { functionLayer, only, type WeightPlan } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';
import { splitChannels } from './splitChannels';
import { stretchKernel } from './stretchKernel';

const argsSchema = z.object({
  filters: z.number(),
  kernelSize: pairSchema,
  strides: pairSchema,
  padding: z.enum(['same', 'valid']),
  crop: edgesSchema.optional(),
  outputPadding: pairSchema,
  dilationRate: pairSchema,
  groups: z.number(),
  useBias: z.boolean(),
});

/**
 * A convolution run backwards. TensorFlow.js spreads without padding; what the padding cuts off is
 * sliced away, and what the output padding adds beyond the last window is zero.
 */
export const conv2dTranspose: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const call = argsSchema.parse(args);
  const { filters, kernelSize, strides, dilationRate, groups, useBias } = call;
  const source = only(inputs);
  const channels = must(channelCount(source), 'channels');
  const size = must(spatialSize(source), 'map');
  const output = innerShape(only(outputs));
  const axis = (index: 0 | 1): Axis => {
    const length = index === 0 ? size.height : size.width;
    const reach = dilationRate[index] * (kernelSize[index] - 1) + 1;
    return {
      full: (length - 1) * strides[index] + reach,
      cut: cutLow(call, index, length),
      length: must(output[index], 'size'),
    };
  };
  const [height, width] = [axis(0), axis(1)];
  const kernel: WeightPlan = {
    name: 'kernel',
    shape: [...kernelSize, filters / groups, channels],
    start: 'zeros',
    trainable: true,
  };
  const bias: WeightPlan = { name: 'bias', shape: [filters], start: 'zeros', trainable: true };
  return functionLayer(tf, {
    name,
    output,
    weights: useBias ? [kernel, bias] : [kernel],
    call([batch], weights) {
      const taps = stretchKernel(tf, must(weights[0], 'kernel').read() as Tensor4D, dilationRate);
      const maps = splitChannels(tf, must(batch, 'input') as Tensor4D, groups);
      const kernels = splitChannels(tf, taps, groups);
      const parts = maps.map((map, group) =>
        tf.conv2dTranspose<Tensor4D>(
          map,
          must(kernels[group], 'kernel'),
          [map.shape[0], height.full, width.full, filters / groups],
          [...strides],
          'valid',
        ),
      );
      const spread: Tensor4D = groups === 1 ? must(parts[0], 'map') : tf.concat([...parts], 3);
      const cut = tf.slice(
        spread,
        [0, height.cut, width.cut, 0],
        [-1, kept(height), kept(width), -1],
      );
      const result: Tensor = tf.pad(cut, [
        [0, 0],
        [0, height.length - kept(height)],
        [0, width.length - kept(width)],
        [0, 0],
      ]);
      return useBias ? tf.add(result, must(weights[1], 'bias').read()) : result;
    },
  });
};

interface Axis {
  /** Positions before anything is cut off. */
  readonly full: number;
  /** Positions cut off at the front. */
  readonly cut: number;
  /** Positions of the output. */
  readonly length: number;
}

function kept({ full, cut, length }: Axis): number {
  return Math.min(length, full - cut);
}

function cutLow(call: z.output<typeof argsSchema>, axis: 0 | 1, length: number): number {
  if (call.crop) return axis === 0 ? call.crop.top : call.crop.left;
  if (call.padding === 'valid') return 0;
  const stride = call.strides[axis];
  return samePadding(length * stride, call.kernelSize[axis], stride, call.dilationRate[axis]).low;
}
