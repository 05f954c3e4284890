/**
 * Whether Postgres can keep a JSON value: its texts may hold neither the character NUL nor half a
 * surrogate pair.
 */
export function storable(value: unknown): boolean {
  let good = true;
  JSON.stringify(value, (key, inner: unknown) => {
    good &&= isStorableText(key) && (typeof inner !== 'string' || isStorableText(inner));
    return good ? inner : undefined;
  });
  return good;
}

/** The same for one text. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}
