import { and, asc, eq, gt, lte } from 'drizzle-orm';
import type { Db } from '../../database';
import { type OperationRow, operations } from '../../schema/operations';

export interface LogRange {
  readonly designId: string;
  /** Revision before the first. */
  readonly after: number;
  /** The last revision; as far as the log goes when left out. */
  readonly upTo?: number | undefined;
  readonly limit: number;
}

/** A piece of the log of a design, oldest first. */
export function operationsAfter(
  db: Db,
  { designId, after, upTo, limit }: LogRange,
): Promise<OperationRow[]> {
  return db
    .select()
    .from(operations)
    .where(
      and(
        eq(operations.designId, designId),
        gt(operations.revision, after),
        upTo === undefined ? undefined : lte(operations.revision, upTo),
      ),
    )
    .orderBy(asc(operations.revision))
    .limit(limit);
}
