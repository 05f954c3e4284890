import { and, eq, ne } from 'drizzle-orm';
import { higherRole } from '@/lib/access/permissions';
import type { Db } from '../../database';
import { comparisons } from '../../schema/comparisons';
import { designs } from '../../schema/designs';
import { namedVersions } from '../../schema/namedVersions';
import { declinedOperations, documentClients, operations } from '../../schema/operations';
import { projectInvites, projectMembers, projects } from '../../schema/projects';
import { projectRules, waivers } from '../../schema/rules';
import { invitations, members, organizations } from '../../schema/teams';
import { comments, threads } from '../../schema/threads';
import { trainingRuns } from '../../schema/trainingRuns';
import { personalTeam } from '../teams/personalTeam';
import { roleOfTeamMember } from '../teams/roleOfTeamMember';

/** Somebody who takes over everything. */
interface Account {
  readonly id: string;
  readonly name: string;
}

/**
 * Gives an account everything that belongs to a guest: projects, memberships, comments, the log's
 * attributions, runs. Where both have a role the higher one stays. To be run in a transaction.
 */
export async function moveUser(db: Db, guestId: string, account: Account): Promise<void> {
  await movePersonalTeam(db, guestId, account);
  await moveTeamMemberships(db, guestId, account.id);
  await moveProjectMemberships(db, guestId, account.id);
  await moveAttributions(db, guestId, account.id);
}

/** The guest's projects come into the account's own team; the guest's team goes unless others are in it. */
async function movePersonalTeam(db: Db, guestId: string, account: Account): Promise<void> {
  const [team] = await db.select().from(organizations).where(eq(organizations.personalOf, guestId));
  if (!team) return;
  const others = await db.$count(
    members,
    and(eq(members.organizationId, team.id), ne(members.userId, guestId)),
  );
  if (others > 0) {
    await db.update(organizations).set({ personalOf: null }).where(eq(organizations.id, team.id));
    return;
  }
  const own = await personalTeam(db, account);
  await db
    .update(projects)
    .set({ organizationId: own.id })
    .where(eq(projects.organizationId, team.id));
  await db
    .update(invitations)
    .set({ organizationId: own.id })
    .where(eq(invitations.organizationId, team.id));
  await db.delete(organizations).where(eq(organizations.id, team.id));
}

async function moveTeamMemberships(db: Db, guestId: string, accountId: string): Promise<void> {
  for (const membership of await db.select().from(members).where(eq(members.userId, guestId))) {
    const [own] = await db
      .select()
      .from(members)
      .where(
        and(eq(members.userId, accountId), eq(members.organizationId, membership.organizationId)),
      );
    if (!own) {
      await db.update(members).set({ userId: accountId }).where(eq(members.id, membership.id));
      continue;
    }
    const guestRole = roleOfTeamMember(membership.role);
    if (higherRole(roleOfTeamMember(own.role), guestRole) !== roleOfTeamMember(own.role)) {
      await db.update(members).set({ role: membership.role }).where(eq(members.id, own.id));
    }
    await db.delete(members).where(eq(members.id, membership.id));
  }
}

async function moveProjectMemberships(db: Db, guestId: string, accountId: string): Promise<void> {
  const owned = await db.select().from(projectMembers).where(eq(projectMembers.userId, accountId));
  const ownRole = new Map(owned.map(({ projectId, role }) => [projectId, role]));
  const brought = await db.select().from(projectMembers).where(eq(projectMembers.userId, guestId));
  for (const { projectId, role } of brought) {
    const higher = higherRole(ownRole.get(projectId), role) ?? role;
    await db
      .insert(projectMembers)
      .values({ projectId, userId: accountId, role: higher })
      .onConflictDoUpdate({
        target: [projectMembers.projectId, projectMembers.userId],
        set: { role: higher },
      });
  }
  await db.delete(projectMembers).where(eq(projectMembers.userId, guestId));
}

async function moveAttributions(db: Db, from: string, to: string): Promise<void> {
  await db.update(projects).set({ createdBy: to }).where(eq(projects.createdBy, from));
  await db.update(projectInvites).set({ createdBy: to }).where(eq(projectInvites.createdBy, from));
  await db.update(invitations).set({ inviterId: to }).where(eq(invitations.inviterId, from));
  await db.update(designs).set({ createdBy: to }).where(eq(designs.createdBy, from));
  await db.update(comparisons).set({ createdBy: to }).where(eq(comparisons.createdBy, from));
  await db.update(namedVersions).set({ createdBy: to }).where(eq(namedVersions.createdBy, from));
  await db.update(operations).set({ actorId: to }).where(eq(operations.actorId, from));
  await db
    .update(declinedOperations)
    .set({ actorId: to })
    .where(eq(declinedOperations.actorId, from));
  await db.update(documentClients).set({ userId: to }).where(eq(documentClients.userId, from));
  await db.update(threads).set({ resolvedBy: to }).where(eq(threads.resolvedBy, from));
  await db.update(comments).set({ authorId: to }).where(eq(comments.authorId, from));
  await db.update(projectRules).set({ changedBy: to }).where(eq(projectRules.changedBy, from));
  await db.update(waivers).set({ createdBy: to }).where(eq(waivers.createdBy, from));
  await db.update(trainingRuns).set({ startedBy: to }).where(eq(trainingRuns.startedBy, from));
}
