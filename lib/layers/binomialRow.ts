/** Shares of a row of Pascal's triangle, which add up to one: 1/4, 1/2, 1/4 for a length of 3. */
export function binomialRow(length: number): readonly number[] {
  let row = [1];
  for (let long = 1; long < length; long++)
    row = [...row, 0].map((value, at) => (value + (row[at - 1] ?? 0)) / 2);
  return row;
}
