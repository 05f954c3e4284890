/** The number that a person wrote when a 32-bit float came of it: 0.1, not 0.10000000149011612. */
export function shortestDecimal(value: number): number {
  if (!Number.isFinite(value)) return value;
  for (let digits = 1; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === Math.fround(value)) return short;
  }
  return value;
}
