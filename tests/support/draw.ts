import fc from 'fast-check';

/** A source of choices: a whole number from 0 up to, not including, `limit`. */
export type Draw = (limit: number) => number;

/** Choices read off a tape of numbers, and 0 behind its end, so that a shorter tape is a simpler case. */
export function tape(numbers: readonly number[]): Draw {
  let place = 0;
  return (limit) => (numbers[place++] ?? 0) % limit;
}

/** Choices that follow from a seed alone (mulberry32). */
export function seeded(seed: number): Draw {
  let state = seed | 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/** Tapes for everything that is built from choices; fast-check shrinks them to simple cases. */
export function arbitraryTape(length = 120): fc.Arbitrary<readonly number[]> {
  return fc.array(fc.nat(1_000_000), { maxLength: length, size: 'max' });
}

/** One of several things. */
export function pick<T>(draw: Draw, things: readonly T[]): T {
  const thing = things[draw(things.length)];
  if (thing === undefined) throw new Error('There is nothing to pick from.');
  return thing;
}
