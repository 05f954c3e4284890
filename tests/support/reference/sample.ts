import type { KindName, ParamsOf } from '@/lib/layers/catalogue';
import type { TensorType } from '@/lib/tensor/tensorType';

/** One sample in the order of axes of its type: feature maps channels first. */
export interface Sample {
  readonly type: TensorType;
  readonly values: Float64Array;
}

/** Weights by name, kernels with the axes of TensorFlow.js: rows, columns, then channels. */
export type LayerWeights = Readonly<Record<string, ArrayLike<number>>>;

/** What a layer of a kind gives at each of its ports. */
export type Compute<K extends KindName> = (
  params: ParamsOf<K>,
  inputs: readonly Sample[],
  outputs: readonly TensorType[],
  weights: LayerWeights,
) => readonly Float64Array[];

/** The only input of a layer that has one. */
export function one(inputs: readonly Sample[]): Sample {
  const [first] = inputs;
  if (!first) throw new Error('A layer without an input.');
  return first;
}

/** Where the value with an index along each axis lies. */
export function offset(shape: readonly number[], index: readonly number[]): number {
  return index.reduce((sum, each, axis) => sum * (shape[axis] ?? 1) + each, 0);
}

/** The values of a type, each computed from its index along every axis. */
export function fill(
  type: TensorType | undefined,
  value: (index: readonly number[]) => number,
): Float64Array {
  const shape = type?.shape ?? [];
  const values = new Float64Array(shape.reduce((product, length) => product * length, 1));
  for (let place = 0; place < values.length; place++) {
    const index: number[] = [];
    let rest = place;
    for (const length of shape.toReversed()) {
      index.unshift(rest % length);
      rest = Math.floor(rest / length);
    }
    values[place] = value(index);
  }
  return values;
}

/** A value of a sample; zero outside. */
export function at({ type, values }: Sample, index: readonly number[]): number {
  const inside = index.every((each, axis) => each >= 0 && each < (type.shape[axis] ?? 0));
  return inside ? (values[offset(type.shape, index)] ?? 0) : 0;
}

/** The axis of channels; the last one where a type has no meaning. */
export function channelAxis({ layout, shape }: TensorType): number {
  return layout === 'chw' || layout === 'flat' ? 0 : shape.length - 1;
}
