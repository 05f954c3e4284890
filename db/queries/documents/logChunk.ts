import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Db } from '../../database';
import { operations } from '../../schema/operations';
import { LOG_COLUMNS, type LogRow, logColumnsOf } from './logRow';

export interface ChunkOfLog {
  readonly designId: string;
  /** Revision before the first. */
  readonly after: number;
  readonly limit: number;
  /** Bytes of text that the operations have together, unless the first alone has more. */
  readonly bytes: number;
}

/** A piece of the log of a design, oldest first, which takes a bounded amount of memory. */
export async function logChunk(
  db: Db,
  { designId, after, limit, bytes }: ChunkOfLog,
): Promise<readonly LogRow[]> {
  const size = sql`octet_length(${operations.operation}::text)`;
  const piece = db
    .select({
      ...LOG_COLUMNS,
      before: sql<number>`sum(${size}) over (order by ${operations.revision}) - ${size}`.as(
        'before',
      ),
    })
    .from(operations)
    .where(and(eq(operations.designId, designId), gt(operations.revision, after)))
    .orderBy(asc(operations.revision))
    .limit(limit)
    .as('piece');
  return db
    .select(logColumnsOf(piece))
    .from(piece)
    .where(sql`${piece.before} < ${bytes}`)
    .orderBy(asc(piece.revision));
}
