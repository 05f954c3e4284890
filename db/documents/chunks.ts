/** Slices of a list: Postgres takes at most 65,535 parameters in one statement. */
export function* chunks<T>(items: readonly T[], size = 2_000): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
