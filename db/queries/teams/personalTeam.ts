import { eq } from 'drizzle-orm';
import { newId } from '@/lib/ids';
import { must } from '@/lib/invariant';
import type { Db } from '../../database';
import { members, type OrganizationRow, organizations } from '../../schema/teams';

/** The team of one person alone, made when it is not there. To be run in a transaction. */
export async function personalTeam(
  db: Db,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<OrganizationRow> {
  await db
    .insert(organizations)
    .values({ name, slug: `personal-${newId()}`, personalOf: id })
    .onConflictDoNothing({ target: organizations.personalOf });
  const [row] = await db.select().from(organizations).where(eq(organizations.personalOf, id));
  const team = must(row, `the team of ${id}`);
  await db
    .insert(members)
    .values({ organizationId: team.id, userId: id, role: 'owner' })
    .onConflictDoNothing({ target: [members.organizationId, members.userId] });
  return team;
}
