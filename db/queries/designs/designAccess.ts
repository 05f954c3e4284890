import { eq } from 'drizzle-orm';
import type { Role } from '@/lib/access/permissions';
import type { Db } from '../../database';
import { type DesignRow, designs } from '../../schema/designs';
import { type ProjectRow, projectMembers, projects } from '../../schema/projects';
import { members } from '../../schema/teams';
import { GRANTS, grantedRole, inProject, inTeam } from '../projects/grants';

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
    .select({ design: designs, project: projects, ...GRANTS })
    .from(designs)
    .innerJoin(projects, eq(projects.id, designs.projectId))
    .leftJoin(members, inTeam(userId))
    .leftJoin(projectMembers, inProject(userId))
    .where(eq(designs.id, designId));
  if (!row) return undefined;
  const { design, project, ...grants } = row;
  return { design, project, role: grantedRole(grants) };
}
