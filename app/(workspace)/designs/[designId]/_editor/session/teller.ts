/** A word that nobody heard is said again this much later, in milliseconds, a few times. */
const AGAIN_AFTER = 500;
const MOST_TRIES = 6;

/**
 * Tells the newest of many values: at once, then one at a time with at least `pause` milliseconds between,
 * so that none overtakes a later one. `say` answers whether it was heard; the last value is said again
 * where it was not, as when the server does not know the tab yet.
 */
export function teller<T>(pause: number, say: (value: T) => Promise<boolean>): (value: T) => void {
  let newest: { readonly value: T; readonly tries: number } | undefined;
  let busy = false;

  async function work(): Promise<void> {
    busy = true;
    while (newest) {
      const { value, tries } = newest;
      newest = undefined;
      const heard = await say(value).catch(() => false);
      await passed(heard ? pause : AGAIN_AFTER);
      if (!heard && tries < MOST_TRIES) newest ??= { value, tries: tries + 1 };
    }
    busy = false;
  }

  return (value) => {
    newest = { value, tries: 1 };
    if (!busy) void work();
  };
}

function passed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
