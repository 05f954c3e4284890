import { and, eq, inArray } from 'drizzle-orm';
import { higherRole, type Role } from '@/lib/access/permissions';
import type { Db } from '../../database';
import { designs } from '../../schema/designs';
import { projectMembers, projects } from '../../schema/projects';
import { members } from '../../schema/teams';
import { roleOfTeamMember } from '../teams/roleOfTeamMember';

/** What several people may do in a design. Whoever has no role is left out. */
export async function rolesInDesign(
  db: Db,
  designId: string,
  userIds: readonly string[],
): Promise<ReadonlyMap<string, Role>> {
  const team = await db
    .select({ userId: members.userId, teamRole: members.role })
    .from(designs)
    .innerJoin(projects, eq(projects.id, designs.projectId))
    .innerJoin(members, eq(members.organizationId, projects.organizationId))
    .where(and(eq(designs.id, designId), inArray(members.userId, [...userIds])));
  const own = await db
    .select({ userId: projectMembers.userId, role: projectMembers.role })
    .from(designs)
    .innerJoin(projectMembers, eq(projectMembers.projectId, designs.projectId))
    .where(and(eq(designs.id, designId), inArray(projectMembers.userId, [...userIds])));
  const roles = new Map<string, Role>();
  for (const { userId, role } of [
    ...team.map(({ userId, teamRole }) => ({ userId, role: roleOfTeamMember(teamRole) })),
    ...own,
  ]) {
    const higher = higherRole(roles.get(userId), role);
    if (higher) roles.set(userId, higher);
  }
  return roles;
}
