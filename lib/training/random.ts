/**
 * A stream of numbers that look random and are the same for the same seed on every machine. The
 * generator is xoshiro128** (Blackman and Vigna, 2018), its state filled by SplitMix32.
 */
export interface Random {
  /** Evenly spread over [0, 1). */
  next(): number;
  /** Evenly spread over [low, high). */
  between(low: number, high: number): number;
  /** A whole number of [0, count). */
  below(count: number): number;
  /** Normally distributed with mean 0 and standard deviation 1. */
  normal(): number;
  /** One of the items, each as likely. */
  pick<T>(items: readonly T[]): T;
}

/**
 * The stream of a seed. Streams of one seed that differ in `path` have nothing to do with one
 * another, so that what is drawn for one purpose does not move what is drawn for the next.
 */
export function randomOf(seed: number, ...path: readonly number[]): Random {
  let mixed = seed | 0;
  for (const step of path) mixed = splitMix(mixed ^ Math.imul(step + 1, 0x9e3779b1));
  let a = splitMix(mixed);
  let b = splitMix(a);
  let c = splitMix(b);
  let d = splitMix(c) | 1;
  let spare: number | undefined;

  function bits(): number {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return result >>> 0;
  }

  function next(): number {
    return bits() / 0x1_0000_0000;
  }

  /** Marsaglia's polar method: two values at a time. */
  function normal(): number {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    for (;;) {
      const x = 2 * next() - 1;
      const y = 2 * next() - 1;
      const square = x * x + y * y;
      if (square === 0 || square >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      spare = y * scale;
      return x * scale;
    }
  }

  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    below,
    normal,
    pick<T>(items: readonly T[]): T {
      return items[below(items.length)] as T;
    },
  };
}

/** Puts the first `count` of the whole numbers from 0 into a random order (Fisher and Yates). */
export function shuffled(count: number, random: Random): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = random.below(last + 1);
    const moved = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = moved;
  }
  return order;
}

function splitMix(state: number): number {
  let mixed = (state + 0x9e3779b9) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return mixed ^ (mixed >>> 15);
}

function rotate(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}
