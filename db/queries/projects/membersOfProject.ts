import { eq } from 'drizzle-orm';
import { higherRole, ROLES, type Role } from '@/lib/access/permissions';
import type { Db } from '../../database';
import { projectMembers, projects } from '../../schema/projects';
import { members } from '../../schema/teams';
import { type UserRow, users } from '../../schema/users';
import { roleOfTeamMember } from '../teams/roleOfTeamMember';

export interface ProjectMember {
  readonly user: UserRow;
  readonly role: Role;
}

/** Everybody who has a role in a project, through its team or by themselves; the highest roles first. */
export async function membersOfProject(db: Db, projectId: string): Promise<ProjectMember[]> {
  const team = await db
    .select({ user: users, teamRole: members.role })
    .from(projects)
    .innerJoin(members, eq(members.organizationId, projects.organizationId))
    .innerJoin(users, eq(users.id, members.userId))
    .where(eq(projects.id, projectId));
  const own = await db
    .select({ user: users, role: projectMembers.role })
    .from(projectMembers)
    .innerJoin(users, eq(users.id, projectMembers.userId))
    .where(eq(projectMembers.projectId, projectId));
  const found = new Map<string, ProjectMember>();
  const granted = [
    ...team.map(({ user, teamRole }) => ({ user, role: roleOfTeamMember(teamRole) })),
    ...own,
  ];
  for (const { user, role } of granted) {
    const higher = higherRole(found.get(user.id)?.role, role);
    if (higher) found.set(user.id, { user, role: higher });
  }
  return [...found.values()].sort(
    (a, b) =>
      ROLES.indexOf(b.role) - ROLES.indexOf(a.role) ||
      a.user.name.localeCompare(b.user.name) ||
      (a.user.id < b.user.id ? -1 : 1),
  );
}
