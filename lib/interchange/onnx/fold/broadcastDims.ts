import { stridesOf } from './strided';

/** The sizes that tensors have together when sizes of 1 and missing leading axes stretch; undefined where they clash. */
export function broadcastDims(
  shapes: readonly (readonly number[])[],
): readonly number[] | undefined {
  const rank = shapes.reduce((most, dims) => Math.max(most, dims.length), 0);
  const joined = new Array<number>(rank).fill(1);
  for (const dims of shapes) {
    const missing = rank - dims.length;
    for (const [axis, size] of dims.entries()) {
      const known = joined[axis + missing];
      if (size === known || size === 1) continue;
      if (known !== 1) return undefined;
      joined[axis + missing] = size;
    }
  }
  return joined;
}

/** Strides with which a tensor of `dims` is read as if it had the sizes `to`. */
export function stretchedStrides(
  dims: readonly number[],
  to: readonly number[],
): readonly number[] {
  const strides = stridesOf(dims);
  const missing = to.length - dims.length;
  return to.map((_size, axis) =>
    axis < missing || dims[axis - missing] === 1 ? 0 : (strides[axis - missing] ?? 0),
  );
}
