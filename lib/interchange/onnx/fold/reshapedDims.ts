import { sizeOfDims } from '../constant';

/**
 * The sizes that a Reshape asks for: 0 keeps the size that stands at its place (unless zeros are
 * meant as such), -1 takes what is left. Undefined where they do not hold the same values.
 */
export function reshapedDims(
  from: readonly number[],
  target: readonly number[],
  allowZero: boolean,
): readonly number[] | undefined {
  const copied = target.map((size, axis) => (size === 0 && !allowZero ? from[axis] : size));
  const sizes = copied.filter((size) => size !== undefined);
  const open = sizes.filter((size) => size === -1).length;
  if (sizes.length < target.length || open > 1) return undefined;
  const known = sizeOfDims(sizes.filter((size) => size !== -1));
  const rest = sizeOfDims(from) / known;
  const filled = sizes.map((size) => (size === -1 ? rest : size));
  const whole = filled.every((size) => Number.isInteger(size) && size >= 0);
  return whole && sizeOfDims(filled) === sizeOfDims(from) ? filled : undefined;
}

/** The sizes after axes of size 1 are taken away: the named ones, or all. */
export function squeezedDims(
  from: readonly number[],
  axes: readonly number[] | undefined,
): readonly number[] {
  return from.filter((size, axis) => (axes ? !axes.includes(axis) : size !== 1));
}

/** The sizes after axes of size 1 are put in at the given places of the result. */
export function unsqueezedDims(
  from: readonly number[],
  axes: readonly number[],
): readonly number[] {
  const left = [...from];
  return Array.from({ length: from.length + axes.length }, (_, axis) =>
    axes.includes(axis) ? 1 : (left.shift() ?? 1),
  );
}
