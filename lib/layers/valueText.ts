/** The value of a parameter as a sentence or a table shows it: 3×3, top 1, bottom 1, relu. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.join('×');
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .map(([key, each]) => `${key} ${each}`)
      .join(', ');
  return String(value);
}
