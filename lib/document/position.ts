/** A place in the log of a design, told apart from the same revision of another history. PROTOCOL P10. */
export interface Position {
  readonly revision: number;
  /** Which operation stands at the revision; empty at revision 0. Undefined where it is not known. */
  readonly mark: string | undefined;
}

/** The mark of revision 0, at which no operation stands. */
export const START_MARK = '';

/**
 * What an operation of the log is known by. A client never gives a number twice, so that no two
 * operations share a mark, whatever a database was restored to in between.
 */
export function markOf({ client, seq }: { readonly client: string; readonly seq: number }): string {
  return `${client}:${seq}`;
}
