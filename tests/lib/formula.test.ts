import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ceil,
  constant,
  evaluate,
  type Formula,
  floor,
  inNames,
  inNumbers,
  largest,
  minus,
  named,
  over,
  root,
  smallest,
  sum,
  times,
} from '@/lib/formula';
import { readFormula } from '@/tests/support/readFormula';

describe('a formula', () => {
  const rows = sum(
    floor(
      over(
        minus(sum(named('height', 224), named('top', 3)), named('kernel', 7)),
        named('stride', 2),
      ),
    ),
    constant(1),
  );

  it('is written in names and in numbers, and is worth what it says', () => {
    expect([inNames(rows), inNumbers(rows), evaluate(rows)]).toEqual([
      '⌊(height + top − kernel) / stride⌋ + 1',
      '⌊(224 + 3 − 7) / 2⌋ + 1',
      111,
    ]);
  });

  it.each<[Formula, string]>([
    [minus(constant(1), sum(constant(2), constant(3))), '1 − (2 + 3)'],
    [minus(constant(1), constant(-2)), '1 − (−2)'],
    [times(constant(2), over(constant(1024), constant(4))), '2 × (1,024 / 4)'],
    [over(constant(8), times(constant(2), constant(4))), '8 / (2 × 4)'],
    [over(times(constant(8), constant(2)), constant(4)), '8 × 2 / 4'],
    [largest(constant(1024), minus(constant(3), constant(1))), 'max(1,024, 3 − 1)'],
    [smallest(constant(5)), '5'],
    [ceil(over(constant(7), constant(2))), '⌈7 / 2⌉'],
    [root(sum(constant(9), constant(16))), '√(9 + 16)'],
    [times(constant(7), constant(1.5)), '7 × 1.5'],
  ])('puts brackets where they are needed: %#', (formula, text) => {
    expect(inNumbers(formula)).toBe(text);
    expect(readFormula(text)).toBe(evaluate(formula));
  });

  const formulas: fc.Arbitrary<Formula> = fc.letrec<{ tree: Formula; leaf: Formula }>((tie) => ({
    leaf: fc.oneof(
      fc.integer({ min: -5000, max: 5000 }).map(constant),
      fc.integer({ min: 1, max: 64 }).map((value) => constant(value / 8)),
    ),
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      tie('leaf'),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((parts) => sum(...parts)),
      fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((parts) => times(...parts)),
      fc.array(tie('tree'), { minLength: 2, maxLength: 3 }).map((parts) => largest(...parts)),
      fc.tuple(tie('tree'), tie('tree')).map(([from, take]) => minus(from, take)),
      fc
        .tuple(tie('tree'), fc.constantFrom(1, 2, 4))
        .map(([of, by]) => over(of, times(constant(by), constant(2)))),
      tie('tree').map(floor),
    ),
  })).tree;

  it('says in print what it is worth, whatever it is made of', () => {
    fc.assert(
      fc.property(formulas, (formula) => {
        expect(readFormula(inNumbers(formula))).toBeCloseTo(evaluate(formula), 5);
      }),
    );
  });
});
