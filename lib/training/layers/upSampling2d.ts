import { z } from 'zod';
import { must } from '@/lib/invariant';
import { spatialSize } from '@/lib/tensor/tensorType';
import type { Tensor4D } from '../tensorflow';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';
import { mapAxes } from './mapAxes';

const argsSchema = z.object({ interpolation: z.enum(['nearest', 'bilinear']) });

/**
 * Resizes maps: nearest reads the position at or before its place, bilinear blends the two around
 * its centre. Written as a linear map because TensorFlow.js' resizing by half-pixel centres has a
 * wrong gradient and its layer only takes whole factors.
 */
export const upSampling2d: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { interpolation } = argsSchema.parse(args);
  const output = innerShape(only(outputs));
  const { height, width } = must(spatialSize(only(inputs)), 'map');
  const weigh = interpolation === 'nearest' ? nearest : bilinear;
  const rows = weigh(height, must(output[0], 'height'));
  const columns = weigh(width, must(output[1], 'width'));
  return functionLayer(tf, {
    name,
    output,
    call: ([batch]) => mapAxes(tf, batch as Tensor4D, rows, columns),
  });
};

type Weigh = (size: number, length: number) => readonly (readonly number[])[];

const nearest: Weigh = (size, length) =>
  Array.from({ length }, (_, index) => {
    const source = Math.floor((index * size) / length);
    return Array.from({ length: size }, (_, place) => (place === source ? 1 : 0));
  });

const bilinear: Weigh = (size, length) =>
  Array.from({ length }, (_, index) => {
    const centre = Math.min(size - 1, Math.max(0, ((index + 0.5) * size) / length - 0.5));
    return Array.from({ length: size }, (_, place) => Math.max(0, 1 - Math.abs(place - centre)));
  });
