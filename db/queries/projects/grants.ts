import { and, eq, type SQL } from 'drizzle-orm';
import { higherRole, type Role } from '@/lib/access/permissions';
import { projectMembers, projects } from '../../schema/projects';
import { members } from '../../schema/teams';
import { roleOfTeamMember } from '../teams/roleOfTeamMember';

/** What the team of a project grants somebody, and what the project itself does. */
export const GRANTS = { teamRole: members.role, ownRole: projectMembers.role } as const;

/** Joins somebody's membership in the team of a project. */
export function inTeam(userId: string | SQL): SQL | undefined {
  return and(eq(members.organizationId, projects.organizationId), eq(members.userId, userId));
}

/** Joins somebody's membership in a project itself. */
export function inProject(userId: string | SQL): SQL | undefined {
  return and(eq(projectMembers.projectId, projects.id), eq(projectMembers.userId, userId));
}

/** The higher of what team and project grant; undefined for somebody who has nothing to do with it. */
export function grantedRole({
  teamRole,
  ownRole,
}: {
  readonly teamRole: string | null;
  readonly ownRole: Role | null;
}): Role | undefined {
  return higherRole(roleOfTeamMember(teamRole), ownRole ?? undefined);
}
