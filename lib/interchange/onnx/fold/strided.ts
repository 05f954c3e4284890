import { sizeOfDims } from '../constant';

/** How far apart neighbours along each axis lie in row-major order. */
export function stridesOf(dims: readonly number[]): readonly number[] {
  const strides = dims.map(() => 1);
  for (let axis = dims.length - 2; axis >= 0; axis--) {
    strides[axis] = (strides[axis + 1] ?? 1) * (dims[axis + 1] ?? 1);
  }
  return strides;
}

/**
 * Reads a tensor of `dims` out of `numbers`, beginning at `offset` and going `strides` apart along
 * each axis: transposing, slicing and stretching are all this.
 */
export function readStrided(
  numbers: readonly number[],
  dims: readonly number[],
  strides: readonly number[],
  offset = 0,
): readonly number[] {
  const position = dims.map(() => 0);
  let at = offset;
  return Array.from({ length: sizeOfDims(dims) }, () => {
    const value = numbers[at] ?? Number.NaN;
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      const next = (position[axis] ?? 0) + 1;
      at += strides[axis] ?? 0;
      position[axis] = next;
      if (next < (dims[axis] ?? 1)) break;
      at -= next * (strides[axis] ?? 0);
      position[axis] = 0;
    }
    return value;
  });
}
