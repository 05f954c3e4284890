import { and, eq } from 'drizzle-orm';
import { markOf, START_MARK } from '@/lib/document/position';
import type { Db } from '../../database';
import { operations } from '../../schema/operations';

/** The mark of the operation at a revision of a design; undefined when the log has none there. PROTOCOL P10. */
export async function markAt(
  db: Db,
  { designId, revision }: { readonly designId: string; readonly revision: number },
): Promise<string | undefined> {
  if (revision === 0) return START_MARK;
  const [row] = await db
    .select({ client: operations.client, seq: operations.seq })
    .from(operations)
    .where(and(eq(operations.designId, designId), eq(operations.revision, revision)));
  return row && markOf(row);
}
