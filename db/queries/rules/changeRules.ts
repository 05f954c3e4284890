import { eq, sql } from 'drizzle-orm';
import { must } from '@/lib/invariant';
import type { Db } from '../../database';
import { designs } from '../../schema/designs';
import { type ProjectRow, projects } from '../../schema/projects';

/** A project whose rules changed. */
export interface ChangedRules {
  readonly project: ProjectRow;
  /** Its designs, whose followers are to be woken after the commit. */
  readonly designIds: readonly string[];
}

/**
 * Changes what a project decided about its rules, one change after the other, and counts it in
 * every design of the project. To be run in a transaction.
 */
export async function changeRules(
  db: Db,
  projectId: string,
  change: (db: Db) => Promise<void>,
): Promise<ChangedRules> {
  const [project] = await db
    .update(projects)
    .set({ updatedAt: sql`now()` })
    .where(eq(projects.id, projectId))
    .returning();
  await change(db);
  const touched = await db
    .update(designs)
    .set({ activity: sql`${designs.activity} + 1` })
    .where(eq(designs.projectId, projectId))
    .returning({ id: designs.id });
  return {
    project: must(project, `the project ${projectId}`),
    designIds: touched.map(({ id }) => id),
  };
}
