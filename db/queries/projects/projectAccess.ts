import { and, eq, inArray } from 'drizzle-orm';
import { higherRole, type Role } from '@/lib/access/permissions';
import type { Db } from '../../database';
import { type ProjectRow, projectMembers, projects } from '../../schema/projects';
import { members } from '../../schema/teams';
import { roleOfTeamMember } from '../teams/roleOfTeamMember';

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
    .select({ project: projects, teamRole: members.role, ownRole: projectMembers.role })
    .from(projects)
    .leftJoin(
      members,
      and(eq(members.organizationId, projects.organizationId), eq(members.userId, userId)),
    )
    .leftJoin(
      projectMembers,
      and(eq(projectMembers.projectId, projects.id), eq(projectMembers.userId, userId)),
    )
    .where(inArray(projects.id, [...projectIds]));
  return rows.map(({ project, teamRole, ownRole }) => ({
    project,
    role: higherRole(roleOfTeamMember(teamRole), ownRole ?? undefined),
  }));
}
