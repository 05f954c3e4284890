import { eq } from 'drizzle-orm';
import type { Role } from '@/lib/access/permissions';
import { must } from '@/lib/invariant';
import type { Db } from '../../database';
import { refuseBeyond, STORE_LIMITS } from '../../limits';
import { projectInvites } from '../../schema/projects';
import { hashInviteToken, newInviteToken } from './inviteToken';

const LIFE_MILLISECONDS = 14 * 24 * 60 * 60 * 1000;

/** A new link, with its secret for this once. */
export interface NewInvite {
  readonly id: string;
  readonly role: Role;
  readonly token: string;
  readonly expiresAt: Date;
}

export async function insertInvite(
  db: Db,
  invite: { readonly projectId: string; readonly role: Role; readonly createdBy: string },
): Promise<NewInvite> {
  const there = await db.$count(projectInvites, eq(projectInvites.projectId, invite.projectId));
  refuseBeyond(there, STORE_LIMITS.invitesPerProject, 'invitations to a project');
  const token = newInviteToken();
  const expiresAt = new Date(Date.now() + LIFE_MILLISECONDS);
  const [row] = await db
    .insert(projectInvites)
    .values({ ...invite, tokenHash: hashInviteToken(token), expiresAt })
    .returning();
  const { id, role } = must(row, 'the new invitation');
  return { id, role, token, expiresAt };
}
