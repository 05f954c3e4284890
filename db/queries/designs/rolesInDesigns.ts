import { eq, sql } from 'drizzle-orm';
import { higherRole, type Role } from '@/lib/access/permissions';
import type { Db } from '../../database';
import { designs } from '../../schema/designs';
import { projectMembers, projects } from '../../schema/projects';
import { members } from '../../schema/teams';
import { GRANTS, grantedRole, inProject, inTeam } from '../projects/grants';

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
  const person = sql<string>`place.user_id`;
  const rows = await db
    .select({ designId: designs.id, userId: person, ...GRANTS })
    .from(sql`(values ${list}) as place (design_id, user_id)`)
    .innerJoin(designs, sql`${designs.id} = place.design_id`)
    .innerJoin(projects, eq(projects.id, designs.projectId))
    .leftJoin(members, inTeam(person))
    .leftJoin(projectMembers, inProject(person));
  for (const { designId, userId, ...grants } of rows) {
    const roles = found.get(designId) ?? new Map<string, Role>();
    found.set(designId, roles);
    const role = higherRole(roles.get(userId), grantedRole(grants));
    if (role) roles.set(userId, role);
  }
  return found;
}
