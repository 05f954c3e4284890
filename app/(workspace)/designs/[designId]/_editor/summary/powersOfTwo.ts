/** Powers of two from `low` to `high`, at most `most` of them, at equal distances. Both ends are powers of two themselves. */
export function powersOfTwo(low: number, high: number, most: number): number[] {
  const doublings = Math.round(Math.log2(high / low));
  const step = Math.max(1, Math.ceil(doublings / (most - 1)));
  const ticks: number[] = [];
  for (let power = 0; power <= doublings; power += step) ticks.push(low * 2 ** power);
  return ticks;
}
