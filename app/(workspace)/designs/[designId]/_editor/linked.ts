/** What a link to the editor points to. */
export interface Linked {
  readonly node: string | null;
  readonly thread: string | null;
  /** A design whose changes are to be brought over. */
  readonly merge: string | null;
}
