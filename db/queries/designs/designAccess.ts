import { and, eq } from 'drizzle-orm';
import { higherRole, type Role } from '@/lib/access/permissions';
import type { Db } from '../../database';
import { type DesignRow, designs } from '../../schema/designs';
import { type ProjectRow, projectMembers, projects } from '../../schema/projects';
import { members } from '../../schema/teams';
import { roleOfTeamMember } from '../teams/roleOfTeamMember';

/** A design with its project and what somebody may do there. */
export interface DesignAccess {
  readonly design: DesignRow;
  readonly project: ProjectRow;
  /** Undefined for somebody who has nothing to do with the project. */
  readonly role: Role | undefined;
}

/** A design as somebody may use it; undefined when there is none with this id. */
export async function designAccess(
  db: Db,
  designId: string,
  userId: string,
): Promise<DesignAccess | undefined> {
  const [row] = await db
    .select({
      design: designs,
      project: projects,
      teamRole: members.role,
      ownRole: projectMembers.role,
    })
    .from(designs)
    .innerJoin(projects, eq(projects.id, designs.projectId))
    .leftJoin(
      members,
      and(eq(members.organizationId, projects.organizationId), eq(members.userId, userId)),
    )
    .leftJoin(
      projectMembers,
      and(eq(projectMembers.projectId, projects.id), eq(projectMembers.userId, userId)),
    )
    .where(eq(designs.id, designId));
  if (!row) return undefined;
  const { design, project, teamRole, ownRole } = row;
  return { design, project, role: higherRole(roleOfTeamMember(teamRole), ownRole ?? undefined) };
}
