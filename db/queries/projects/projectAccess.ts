import { inArray } from 'drizzle-orm';
import type { Role } from '@/lib/access/permissions';
import type { Db } from '../../database';
import { type ProjectRow, projectMembers, projects } from '../../schema/projects';
import { members } from '../../schema/teams';
import { GRANTS, grantedRole, inProject, inTeam } from './grants';

/** A project and what somebody may do there. */
export interface ProjectAccess {
  readonly project: ProjectRow;
  /** Undefined for somebody who has nothing to do with it. */
  readonly role: Role | undefined;
}

/** Projects as somebody may use them: the higher of what the team and what the project itself grants. */
export async function projectAccess(
  db: Db,
  projectIds: readonly string[],
  userId: string,
): Promise<ProjectAccess[]> {
  const rows = await db
    .select({ project: projects, ...GRANTS })
    .from(projects)
    .leftJoin(members, inTeam(userId))
    .leftJoin(projectMembers, inProject(userId))
    .where(inArray(projects.id, [...projectIds]));
  return rows.map(({ project, ...grants }) => ({ project, role: grantedRole(grants) }));
}
