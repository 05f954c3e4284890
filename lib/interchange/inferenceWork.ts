import type { Layer } from '@/lib/layers/catalogue';
import { spatialSize, type TensorType } from '@/lib/tensor/tensorType';
import { greatestCommonDivisor } from '@/lib/tensor/window';

/** Steps that inferring a layer takes: few for all but those whose reach is a long pattern. */
export function inferenceWork(layer: Layer, inputs: readonly TensorType[]): number {
  if (layer.kind === 'convTranspose2d') {
    const { kernel, stride } = layer.params;
    return kernel[0] * stride[0] + kernel[1] * stride[1];
  }
  if (layer.kind === 'depthToSpace') return 2 * layer.params.block;
  const size = layer.kind === 'upsample2d' && inputs[0] && spatialSize(inputs[0]);
  if (layer.kind !== 'upsample2d' || !size) return 1 + inputs.length;
  const [rows, columns] = layer.params.factor;
  return patternLength(size.height, rows) + patternLength(size.width, columns);
}

function patternLength(size: number, factor: number): number {
  const length = Math.floor(size * factor);
  return length < 1 ? 1 : length / greatestCommonDivisor(size, length);
}
