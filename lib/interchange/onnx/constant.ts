import { shortestDecimal } from '../shortestDecimal';

/** What the values of a constant are: fractions, whole numbers (truth values included), or something else. */
export type NumberKind = 'float' | 'whole' | 'other';

/**
 * A tensor that does not depend on the network's inputs. Small ones keep their values, of large ones
 * only the size is known, and of what cannot be worked out not even that.
 */
export interface Constant {
  readonly dims: readonly number[] | undefined;
  /** All values in row-major order, when they are few and in the file. */
  readonly numbers: readonly number[] | undefined;
  readonly kind: NumberKind;
  /** The first values of a stored tensor that is too large to be read whole. */
  leading?(count: number): readonly number[] | undefined;
  /** Whether it stems from stored weights rather than from numbers written into the graph. */
  readonly learned: boolean;
}

export const UNKNOWN_CONSTANT: Constant = {
  dims: undefined,
  numbers: undefined,
  kind: 'other',
  learned: false,
};

/** Number of values in a tensor of these sizes. */
export function sizeOfDims(dims: readonly number[]): number {
  let size = 1;
  for (const length of dims) size *= length;
  return size;
}

/** A vector of whole numbers, as shapes are. */
export function wholeVector(numbers: readonly number[]): Constant {
  return { dims: [numbers.length], numbers, kind: 'whole', learned: false };
}

/** The value of a constant that has just one; undefined for all others. */
export function scalarOf(constant: Constant | undefined): number | undefined {
  const [value] = constant?.numbers?.length === 1 ? constant.numbers : [];
  return value === undefined ? undefined : shortestDecimal(value);
}

/** Whether every value of a constant is known and the same as `value`. */
export function isAll(constant: Constant, value: number): boolean {
  return constant.numbers?.every((each) => each === value) === true && constant.numbers.length > 0;
}
