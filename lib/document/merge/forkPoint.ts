/** A design that another one comes from, or that design itself. */
export interface Ancestor {
  readonly id: string;
  /** The last revision that the line shares with this ancestor; undefined for the design itself, which has all. */
  readonly revision: number | undefined;
}

/** A document of the past: a design at a revision. */
export interface DesignRevision {
  readonly id: string;
  readonly revision: number;
}

/**
 * Where two designs parted: the newest revision of a common ancestor that both begin with. Each line
 * starts with the design and goes up from variant to parent. Undefined where there is none.
 */
export function forkPoint(
  ours: readonly Ancestor[],
  theirs: readonly Ancestor[],
): DesignRevision | undefined {
  for (const { id, revision = Number.POSITIVE_INFINITY } of ours) {
    const common = theirs.find((ancestor) => ancestor.id === id);
    if (!common) continue;
    const shared = Math.min(revision, common.revision ?? Number.POSITIVE_INFINITY);
    return Number.isFinite(shared) ? { id, revision: shared } : undefined;
  }
  return undefined;
}
