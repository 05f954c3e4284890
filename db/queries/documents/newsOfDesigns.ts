import { and, asc, eq, gte, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { markOf, type Position, START_MARK } from '@/lib/document/position';
import { groupBy } from '@/lib/groupBy';
import type { Db } from '../../database';
import { designs } from '../../schema/designs';
import { operations } from '../../schema/operations';
import { LOG_COLUMNS, type LogRow, logColumnsOf } from './logRow';

/** A design and up to where its log is known; undefined when none of it is wanted. */
export interface Known {
  readonly designId: string;
  readonly after: Position | undefined;
}

/** How a design stands, and what stands in its log after what was known. */
export interface DesignNews {
  readonly revision: number;
  /** Mark of the operation at that revision. PROTOCOL P10. */
  readonly mark: string;
  readonly activity: number;
  /** The log does not hold what was known: it is another one, as after the database was restored. */
  readonly astray: boolean;
  /** Oldest first. Not all of it where more than the limit is new. */
  readonly operations: readonly LogRow[];
}

/** What is new in many designs, in one query and as of one moment. Designs that are gone are left out. */
export async function newsOfDesigns(
  db: Db,
  known: readonly Known[],
  limit: number,
): Promise<ReadonlyMap<string, DesignNews>> {
  if (known.length === 0) return new Map();
  const list = sql.join(
    known.map(({ designId, after }) => sql`(${designId}::text, ${after?.revision ?? null}::int)`),
    sql`, `,
  );
  const newest = alias(operations, 'newest');
  const log = db
    .select(LOG_COLUMNS)
    .from(operations)
    .where(and(eq(operations.designId, designs.id), gte(operations.revision, sql`known.after`)))
    .orderBy(asc(operations.revision))
    // The newest operation that is known is read again: it tells whether the log is still the same.
    .limit(limit + 1)
    .as('log');
  const rows = await db
    .select({
      id: designs.id,
      revision: designs.revision,
      activity: designs.activity,
      newest: { client: newest.client, seq: newest.seq },
      operation: logColumnsOf(log),
    })
    .from(sql`(values ${list}) as known (id, after)`)
    .innerJoin(designs, sql`${designs.id} = known.id`)
    .leftJoin(newest, and(eq(newest.designId, designs.id), eq(newest.revision, designs.revision)))
    .leftJoinLateral(log, sql`true`)
    .orderBy(asc(designs.id), asc(log.revision));
  const byDesign = groupBy(rows, ({ id }) => id);
  return new Map(
    known.flatMap(({ designId, after }): [string, DesignNews][] => {
      const found = byDesign.get(designId) ?? [];
      const [first] = found;
      if (!first) return [];
      const { revision, activity, newest } = first;
      const mark = newest ? markOf(newest) : START_MARK;
      const log = found.flatMap(({ operation }) => operation ?? []);
      const astray = after !== undefined && !holds(log, after);
      const operations = log.filter((row) => row.revision > (after?.revision ?? 0));
      return [[designId, { revision, mark, activity, astray, operations }]];
    }),
  );
}

function holds([first]: readonly LogRow[], { revision, mark }: Position): boolean {
  if (revision === 0) return true;
  return first?.revision === revision && markOf(first) === mark;
}
