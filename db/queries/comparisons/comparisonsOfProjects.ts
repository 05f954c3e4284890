import { desc, inArray } from 'drizzle-orm';
import type { Db } from '../../database';
import { type ComparisonRow, comparisons } from '../../schema/comparisons';

/** The comparisons of projects, newest first. */
export function comparisonsOfProjects(
  db: Db,
  projectIds: readonly string[],
): Promise<ComparisonRow[]> {
  return db
    .select()
    .from(comparisons)
    .where(inArray(comparisons.projectId, [...projectIds]))
    .orderBy(desc(comparisons.createdAt), desc(comparisons.id));
}
