import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { Db } from '../../database';
import { designs } from '../../schema/designs';
import { operations } from '../../schema/operations';
import { LOG_COLUMNS, type LogRow } from './logRow';

/** A design and the revision up to which its log is known; undefined when none of it is wanted. */
export interface Known {
  readonly designId: string;
  readonly after: number | undefined;
}

/** How a design stands, and what stands in its log after what was known. */
export interface DesignNews {
  readonly revision: number;
  readonly activity: number;
  /** Oldest first. Not all of it where more than the limit is new. */
  readonly operations: readonly LogRow[];
}

/** What is new in many designs, in one query and as of one moment. Designs that are gone are left out. */
export async function newsOfDesigns(
  db: Db,
  known: readonly Known[],
  limit: number,
): Promise<ReadonlyMap<string, DesignNews>> {
  const found = new Map<string, { revision: number; activity: number; operations: LogRow[] }>();
  if (known.length === 0) return found;
  const list = sql.join(
    known.map(({ designId, after }) => sql`(${designId}::text, ${after ?? null}::int)`),
    sql`, `,
  );
  const log = db
    .select(LOG_COLUMNS)
    .from(operations)
    .where(and(eq(operations.designId, designs.id), gt(operations.revision, sql`known.after`)))
    .orderBy(asc(operations.revision))
    .limit(limit)
    .as('log');
  const rows = await db
    .select({
      id: designs.id,
      revision: designs.revision,
      activity: designs.activity,
      operation: {
        revision: log.revision,
        client: log.client,
        seq: log.seq,
        gesture: log.gesture,
        actorId: log.actorId,
        operation: log.operation,
        at: log.at,
      },
    })
    .from(sql`(values ${list}) as known (id, after)`)
    .innerJoin(designs, sql`${designs.id} = known.id`)
    .leftJoinLateral(log, sql`true`)
    .orderBy(asc(designs.id), asc(log.revision));
  for (const { id, revision, activity, operation } of rows) {
    const news = found.get(id) ?? { revision, activity, operations: [] };
    found.set(id, news);
    if (operation) news.operations.push(operation);
  }
  return found;
}
