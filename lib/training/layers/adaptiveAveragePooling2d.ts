import { z } from 'zod';
import { must } from '@/lib/invariant';
import { spatialSize } from '@/lib/tensor/tensorType';
import type { Tensor4D } from '../tensorflow';
import { pairSchema } from './explicitWindow';
import { functionLayer, only } from './functionLayer';
import { innerShape } from './innerShape';
import type { LayerBuilder } from './layerBuilder';
import { mapAxes } from './mapAxes';

const argsSchema = z.object({ outputSize: pairSchema });

/** Means over as many regions as the output has positions; regions may overlap by one (PyTorch). */
export const adaptiveAveragePooling2d: LayerBuilder = (tf, args, { name, inputs, outputs }) => {
  const { outputSize } = argsSchema.parse(args);
  const { height, width } = must(spatialSize(only(inputs)), 'map');
  const rows = regionMeans(height, outputSize[0]);
  const columns = regionMeans(width, outputSize[1]);
  return functionLayer(tf, {
    name,
    output: innerShape(only(outputs)),
    call: ([batch]) => mapAxes(tf, batch as Tensor4D, rows, columns),
  });
};

function regionMeans(size: number, parts: number): readonly (readonly number[])[] {
  return Array.from({ length: parts }, (_, part) => {
    const start = Math.floor((part * size) / parts);
    const end = Math.ceil(((part + 1) * size) / parts);
    return Array.from({ length: size }, (_, place) =>
      place >= start && place < end ? 1 / (end - start) : 0,
    );
  });
}
