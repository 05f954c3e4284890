import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameJson } from '@/lib/equal';

describe('sameJson', () => {
  it('agrees with the text of JSON whose keys are in order', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (a, b) => {
        expect(sameJson(a, b)).toBe(sorted(a) === sorted(b));
        expect(sameJson(a, JSON.parse(JSON.stringify(a)))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [[1, 2], [2, 1], false],
    [[], {}, false],
    [{ a: undefined }, { b: undefined }, false],
    [{ a: null }, {}, false],
    [0, -0, true],
    ['1', 1, false],
    [null, undefined, false],
    [{ toString: 1 }, {}, false],
    [{ a: [{ b: 1 }] }, { a: [{ b: 2 }] }, false],
  ])('says of %j and %j: %j', (a, b, same) => {
    expect([sameJson(a, b), sameJson(b, a)]).toEqual([same, same]);
  });
});

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, each) =>
    each && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
