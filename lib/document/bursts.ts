/** Who did something, and when. */
export interface Dated {
  readonly actor: string | undefined;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What one person did in one go, newest first. */
export interface Burst<T> {
  readonly actor: string | undefined;
  readonly entries: readonly T[];
}

/** A pause after which the same person begins something new. */
const PAUSE_MILLISECONDS = 5 * 60_000;

/**
 * A timeline cut into bursts: what one person did without anybody else between and without a pause of more
 * than five minutes. Takes and gives the newest first.
 */
export function burstsOf<T>(
  entries: readonly T[],
  dated: (entry: T) => Dated,
): readonly Burst<T>[] {
  const bursts: { readonly actor: string | undefined; readonly entries: T[]; last: number }[] = [];
  for (const entry of entries) {
    const { actor, at } = dated(entry);
    const burst = bursts.at(-1);
    if (burst && burst.actor === actor && burst.last - at <= PAUSE_MILLISECONDS) {
      burst.entries.push(entry);
      burst.last = at;
    } else {
      bursts.push({ actor, entries: [entry], last: at });
    }
  }
  return bursts;
}
