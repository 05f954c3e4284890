import { and, eq, gt, sql } from 'drizzle-orm';
import { higherRole } from '@/lib/access/permissions';
import type { Db } from '../../database';
import { type ProjectRow, projectInvites, projectMembers } from '../../schema/projects';
import { hashInviteToken } from './inviteToken';
import { projectAccess } from './projectAccess';

/**
 * Takes somebody into the project of a link; undefined when the link does not hold, whatever the
 * reason. A role that they have already is never lowered. To be run in a transaction.
 */
export async function redeemInvite(
  db: Db,
  token: string,
  userId: string,
): Promise<ProjectRow | undefined> {
  const [invite] = await db
    .update(projectInvites)
    .set({ uses: sql`${projectInvites.uses} + 1` })
    .where(
      and(
        eq(projectInvites.tokenHash, hashInviteToken(token)),
        gt(projectInvites.expiresAt, sql`now()`),
      ),
    )
    .returning();
  if (!invite) return undefined;
  const [access] = await projectAccess(db, [invite.projectId], userId);
  if (!access) return undefined;
  if (higherRole(access.role, invite.role) !== access.role) {
    const { projectId, role } = invite;
    await db
      .insert(projectMembers)
      .values({ projectId, userId, role })
      .onConflictDoUpdate({
        target: [projectMembers.projectId, projectMembers.userId],
        set: { role },
      });
  }
  return access.project;
}
