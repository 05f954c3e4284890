import { and, desc, eq, lt } from 'drizzle-orm';
import type { Db } from '../../database';
import { type OperationRow, operations } from '../../schema/operations';

/** A piece of the log of a design before a revision, newest first. */
export function operationsBefore(
  db: Db,
  {
    designId,
    before,
    limit,
  }: { readonly designId: string; readonly before: number; readonly limit: number },
): Promise<OperationRow[]> {
  return db
    .select()
    .from(operations)
    .where(and(eq(operations.designId, designId), lt(operations.revision, before)))
    .orderBy(desc(operations.revision))
    .limit(limit);
}
