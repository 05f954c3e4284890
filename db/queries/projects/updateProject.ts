import { eq, sql } from 'drizzle-orm';
import { must } from '@/lib/invariant';
import type { Db } from '../../database';
import { type ProjectRow, projects } from '../../schema/projects';

/** Renames or archives a project that is known to be there. */
export async function updateProject(
  db: Db,
  projectId: string,
  change: { readonly name: string } | { readonly archivedAt: Date | null },
): Promise<ProjectRow> {
  const [row] = await db
    .update(projects)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(projects.id, projectId))
    .returning();
  return must(row, `the project ${projectId}`);
}
