const LONGEST_LIST = 6;
const LONGEST_NAME = 40;

/** A list in a few characters: all of a short one; of a long one the first values and how many there are. */
export function listDigest(values: readonly number[], separator: string): string {
  if (values.length <= LONGEST_LIST) return values.join(separator);
  const first = values.slice(0, LONGEST_LIST - 2);
  return `${[...first, '…'].join(separator)} (${values.length})`;
}

/** A name in a few characters: its beginning where it is long. */
export function nameDigest(name: string): string {
  const characters = [...name];
  if (characters.length <= LONGEST_NAME) return name;
  return `${characters.slice(0, LONGEST_NAME - 1).join('')}…`;
}
