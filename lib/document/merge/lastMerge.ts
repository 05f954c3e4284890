import type { DesignRevision } from './forkPoint';

/** A merge as the log of the design tells it that took the changes in. */
export interface MergeRecord {
  readonly source: DesignRevision;
  /** Revision after the last of its operations. */
  readonly revision: number;
}

/** A design with its newest revision and the merges that its log tells. */
export interface MergeHistory {
  readonly id: string;
  readonly revision: number;
  readonly merges: readonly MergeRecord[];
}

/**
 * The newest document that went whole into both of two designs by a merge between them, in either
 * direction; undefined where there was none. What changed since is what is left to bring over.
 */
export function lastMerge(ours: MergeHistory, theirs: MergeHistory): DesignRevision | undefined {
  const taken = newestOf(theirs, ours.merges);
  const given = newestOf(ours, theirs.merges);
  if (!taken || !given) return (taken ?? given)?.source;
  // What they took from us holds what we took from them when it is younger.
  return given.source.revision >= taken.revision ? given.source : taken.source;
}

/** The merge of the newest revision of a design that there is; a log may claim any. */
function newestOf(
  { id, revision }: MergeHistory,
  merges: readonly MergeRecord[],
): MergeRecord | undefined {
  return merges
    .filter(({ source }) => source.id === id && source.revision <= revision)
    .toSorted((a, b) => b.source.revision - a.source.revision)[0];
}
