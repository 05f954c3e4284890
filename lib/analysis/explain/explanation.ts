import { type Formula, inNumbers } from '@/lib/formula';

/** A number of a layer or a design, worked out. */
export interface Step {
  /** What is worked out, where an explanation has several: `height`, `kernel`, `total`. */
  readonly of: string;
  readonly formula: Formula;
}

/** How a figure comes about: the arithmetic with this layer's numbers, the convention, the rules behind it. */
export interface Explanation {
  /** In the order in which they build on one another; empty where nothing is to be worked out. */
  readonly steps: readonly Step[];
  /** The convention, in full sentences. */
  readonly words: readonly string[];
  /** Rules of `layers/SPEC.md` (L) and `analysis/SPEC.md` (A). */
  readonly rules: readonly string[];
}

/** An explanation that is words alone. */
export function inWords(words: string, ...rules: readonly string[]): Explanation {
  return { steps: [], words: [words], rules };
}

/** What a step is called that holds along both axes. */
export const BOTH = 'height and width';

/** One step where both axes come out the same way, two where they do not. */
export function bothAxes(height: Formula, width: Formula): readonly Step[] {
  if (inNumbers(height) === inNumbers(width)) return [{ of: BOTH, formula: height }];
  return [
    { of: 'height', formula: height },
    { of: 'width', formula: width },
  ];
}

/** Sentences, each once. */
export function distinct(words: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(words.flatMap((word) => word ?? []))];
}
