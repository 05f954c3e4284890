import { eq } from 'drizzle-orm';
import { must } from '@/lib/invariant';
import type { Db } from '../../database';
import { refuseBeyond, STORE_LIMITS } from '../../limits';
import { type ProjectRow, projects } from '../../schema/projects';

export interface NewProject {
  readonly organizationId: string;
  readonly name: string;
  readonly createdBy: string;
}

export async function insertProject(db: Db, project: NewProject): Promise<ProjectRow> {
  const there = await db.$count(projects, eq(projects.organizationId, project.organizationId));
  refuseBeyond(there, STORE_LIMITS.projectsPerTeam, 'projects in a team');
  const [row] = await db.insert(projects).values(project).returning();
  return must(row, 'the new project');
}
