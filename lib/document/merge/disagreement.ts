import type { MergeConflict } from './conflict';

interface Disagreement extends Omit<MergeConflict, 'sentence'> {
  /** What the property belongs to, as the sentence names it. */
  readonly of: string;
}

/** A conflict of values, with the sentence that tells it. */
export function disagreement({ of, ...conflict }: Disagreement): MergeConflict {
  const { property, base, ours, theirs } = conflict;
  const before = base === null ? '' : `, and was ${base} when the two parted`;
  return {
    ...conflict,
    sentence: `${property} of ${of} is ${ours} here and ${theirs} in the other design${before}.`,
  };
}
