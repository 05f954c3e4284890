import { constant, largest, minus, named, times } from '@/lib/formula';
import { elementCount, type TensorType } from '@/lib/tensor/tensorType';
import type { Reckoning, Working } from './kind';

const AXIS_NAMES = {
  chw: ['channels', 'height', 'width'],
  hwc: ['height', 'width', 'channels'],
  flat: ['features'],
} as const;

/** The name of an axis of a tensor: `height`; `axis 1` where it has no known meaning. */
export function axisName({ layout }: TensorType, axis: number): string {
  return (layout === 'other' ? undefined : AXIS_NAMES[layout][axis]) ?? `axis ${axis + 1}`;
}

/** A size that is taken over from the input. */
export function asInput(source: TensorType, axis: number): Reckoning {
  const name = `${axisName(source, axis)} of the input`;
  return { formula: named(name, source.shape[axis] ?? 0) };
}

/** One output of the shape of the input. */
export function sameShape(source: TensorType): Working['outputs'] {
  return [source.shape.map((_size, axis) => asInput(source, axis))];
}

/** A size that a parameter states. */
export function stated(name: string, value: number): Reckoning {
  return { formula: named(name, value) };
}

/** So many operations for each value of a tensor. */
export function perValue(operations: number, type: TensorType, words: string): Reckoning {
  return {
    formula: times(named('operations a value', operations), named('values', elementCount(type))),
    words,
  };
}

/** The outputs of a layer whose inputs stretch to one another. SPEC L9. */
export function broadcastShape(inputs: readonly TensorType[]): Working['outputs'] {
  const [first] = inputs;
  if (!first) return [];
  const axes = first.shape.map((size, axis): Reckoning => {
    const sizes = inputs.map(({ shape }) => shape[axis] ?? 0);
    if (sizes.every((other) => other === size))
      return { formula: named(`${axisName(first, axis)} of every input`, size) };
    return {
      formula: largest(...sizes.map((other, slot) => named(`input ${slot + 1}`, other))),
      words: 'A size of 1 stretches to the other’s.',
    };
  });
  return [axes];
}

/** Where `inputs` meet value by value: one operation less than there are inputs. */
export function joinOperations(what: string, inputs: readonly TensorType[], output: TensorType) {
  const joins = minus(named('inputs', inputs.length), constant(1));
  return {
    formula: times(joins, named('values', elementCount(output))),
    words: `One ${what} for each value of every input after the first.`,
  };
}

/** A mean over regions that do not overlap: every value of the input is added once. */
export function meanOperations(source: TensorType): Reckoning {
  const sizes = source.shape.map((size, axis) => named(axisName(source, axis), size));
  return { formula: times(...sizes), words: 'Every value of the input is added once.' };
}
