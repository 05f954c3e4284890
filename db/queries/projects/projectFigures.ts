import { inArray, sql } from 'drizzle-orm';
import type { Db } from '../../database';
import { designs } from '../../schema/designs';

export interface ProjectFigures {
  readonly projectId: string;
  /** Designs that are not archived. */
  readonly designCount: number;
  /** When one of its designs last changed. */
  readonly lastChange: Date;
}

/** What lists say of projects. Those without designs are left out. */
export async function projectFigures(
  db: Db,
  projectIds: readonly string[],
): Promise<ProjectFigures[]> {
  const lastChange = sql`max(${designs.updatedAt})`.mapWith(designs.updatedAt);
  return db
    .select({
      projectId: designs.projectId,
      designCount: sql`count(*) filter (where ${designs.archivedAt} is null)`.mapWith(Number),
      lastChange,
    })
    .from(designs)
    .where(inArray(designs.projectId, [...projectIds]))
    .groupBy(designs.projectId);
}
