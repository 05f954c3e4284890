import { and, desc, eq, max, sql } from 'drizzle-orm';
import type { MergeRecord } from '@/lib/document/merge/lastMerge';
import { mergedIn } from '@/lib/document/merge/mergeGesture';
import type { Db } from '../../database';
import { operations } from '../../schema/operations';

/** A merge, with the gesture that it is in the log. */
export interface LoggedMerge extends MergeRecord {
  readonly gesture: string;
}

/** The merges of one design into another that the other's log tells, newest first. PROTOCOL P15. */
export async function mergesOfDesign(
  db: Db,
  {
    designId,
    source,
    limit,
  }: { readonly designId: string; readonly source: string; readonly limit: number },
): Promise<LoggedMerge[]> {
  const last = max(operations.revision);
  const rows = await db
    .select({ gesture: operations.gesture, revision: last })
    .from(operations)
    .where(
      and(
        eq(operations.designId, designId),
        sql`starts_with(${operations.gesture}, ${`merge.${source}.`})`,
      ),
    )
    .groupBy(operations.gesture)
    .orderBy(desc(last))
    .limit(limit);
  return rows.flatMap(({ gesture, revision }) => {
    const merged = mergedIn(gesture);
    return merged && revision !== null ? [{ gesture, source: merged, revision }] : [];
  });
}
