import { and, eq, sql } from 'drizzle-orm';
import { higherRole, type Role } from '@/lib/access/permissions';
import type { Db } from '../../database';
import { designs } from '../../schema/designs';
import { projectMembers, projects } from '../../schema/projects';
import { members } from '../../schema/teams';
import { roleOfTeamMember } from '../teams/roleOfTeamMember';

/** Somebody in a design. */
export interface Place {
  readonly designId: string;
  readonly userId: string;
}

/** What people may do in designs, in one query: by design and person. Whoever has no role is left out. */
export async function rolesInDesigns(
  db: Db,
  places: readonly Place[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, Role>>> {
  const found = new Map<string, Map<string, Role>>();
  if (places.length === 0) return found;
  const list = sql.join(
    places.map(({ designId, userId }) => sql`(${designId}::text, ${userId}::text)`),
    sql`, `,
  );
  const rows = await db
    .select({
      designId: designs.id,
      userId: sql<string>`place.user_id`,
      teamRole: members.role,
      ownRole: projectMembers.role,
    })
    .from(sql`(values ${list}) as place (design_id, user_id)`)
    .innerJoin(designs, sql`${designs.id} = place.design_id`)
    .innerJoin(projects, eq(projects.id, designs.projectId))
    .leftJoin(
      members,
      and(
        eq(members.organizationId, projects.organizationId),
        sql`${members.userId} = place.user_id`,
      ),
    )
    .leftJoin(
      projectMembers,
      and(eq(projectMembers.projectId, projects.id), sql`${projectMembers.userId} = place.user_id`),
    );
  for (const { designId, userId, teamRole, ownRole } of rows) {
    const roles = found.get(designId) ?? new Map<string, Role>();
    found.set(designId, roles);
    const role = higherRole(
      roles.get(userId),
      higherRole(roleOfTeamMember(teamRole), ownRole ?? undefined),
    );
    if (role) roles.set(userId, role);
  }
  return found;
}
