import { eq } from 'drizzle-orm';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { members } from '@/db/schema/teams';
import { sessions } from '@/db/schema/users';
import { closeCode, dialIn } from '../../support/bareSocket';
import { letIn, makeDesign, makeProject, removeFrom } from '../../support/cast';
import { enter } from '../../support/presenceTab';
import { addNode } from '../../support/seed';
import { servedCast } from '../../support/servedCast';
import { follow, openTab } from '../../support/tab';
import { guest, signIn, signUp } from '../../support/testClient';
import { ON_POSTGRES } from '../../support/testDatabase';
import { twoInstances } from '../../support/twoInstances';

const { database, server, cast } = await servedCast();

describe('access that is taken away from somebody who listens', () => {
  /** Somebody new in the project, who listens; with a new account, so that they can sign in twice. */
  async function listener(role = 'VIEWER') {
    const person = await signUp(server.url);
    onTestFinished(() => person.hangUp());
    await letIn(cast.people.owner, person, cast.projectId, role);
    return person;
  }

  async function ended(events: { next(): Promise<unknown> }): Promise<unknown> {
    try {
      for (;;) await events.next();
    } catch (error) {
      return error;
    }
  }

  test('[P10] a role that is removed ends both subscriptions, and nothing of what follows is sent', async () => {
    const person = await listener();
    const events = follow(person, cast.designId, 0);
    await events.next();
    const presence = enter(person, cast.designId);
    await presence.until(() => true);
    const over = [ended(events), presence.until(() => false).catch((error: unknown) => error)];
    await removeFrom(database, cast.projectId, person);
    database.access.wake(person.id);
    for (const each of over) {
      expect(await each).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    }
  });

  test('a role that is removed without a word is noticed, too', async () => {
    const person = await listener();
    const events = follow(person, cast.designId, 0);
    await events.next();
    const over = ended(events);
    await removeFrom(database, cast.projectId, person);
    expect(await over).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  test('a member who is removed from a team, or leaves it, hears no more of its designs', async () => {
    const owner = await signUp(server.url);
    const projectId = await makeProject(owner);
    const [team] = await database.db.select().from(members).where(eq(members.userId, owner.id));
    const organizationId = team?.organizationId ?? '';
    const designId = await makeDesign(owner, projectId);
    const [removed, leaver] = [await signUp(server.url), await signUp(server.url)];
    for (const person of [removed, leaver]) {
      await database.db
        .insert(members)
        .values({ organizationId, userId: person.id, role: 'member' });
      onTestFinished(() => person.hangUp());
    }
    const followed = [follow(removed, designId, 0), follow(leaver, designId, 0)];
    for (const events of followed) await events.next();
    const over = followed.map(ended);
    const out = await owner.auth('organization/remove-member', {
      memberIdOrEmail: removed.account.email,
      organizationId,
    });
    expect(out.status).toBe(200);
    expect(await over[0]).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    const left = await leaver.auth('organization/leave', { organizationId });
    expect(left.status).toBe(200);
    expect(await over[1]).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  test('an editor who becomes a viewer goes on listening, and writes no more', async () => {
    const person = await listener('EDITOR');
    const events = follow(person, cast.designId, 0);
    await events.next();
    await removeFrom(database, cast.projectId, person);
    await letIn(cast.people.owner, person, cast.projectId, 'VIEWER');
    const refused = await openTab(person, cast.designId).push(addNode('late'));
    expect(refused).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    await openTab(cast.people.owner, cast.designId).push(addNode(`seen-${person.id}`));
    while (!JSON.stringify(await events.next()).includes(`seen-${person.id}`));
  });

  async function listeningSocket() {
    const person = await listener();
    return { person, closed: closeCode(await dialIn(server.url, person)) };
  }

  test('signing out closes the sockets of that session', async () => {
    const { person, closed } = await listeningSocket();
    await person.auth('sign-out', {});
    expect(await closed).toBe(4403);
  });

  test('a session that is revoked from another one loses its sockets; the other one keeps its own', async () => {
    const { person, closed } = await listeningSocket();
    const other = await signIn(server.url, person.account);
    const kept = await dialIn(server.url, other);
    const revoked = await other.auth('revoke-other-sessions', {});
    expect(revoked.status).toBe(200);
    expect(await closed).toBe(4403);
    expect(kept.readyState).toBe(kept.OPEN);
  });

  test('a session that runs out closes its sockets', async () => {
    const { person, closed } = await listeningSocket();
    await database.db
      .update(sessions)
      .set({ expiresAt: new Date(0) })
      .where(eq(sessions.userId, person.id));
    expect(await closed).toBe(4403);
  });

  test('a project that is archived takes no changes any more from those who have it open', async () => {
    const owner = await guest(server.url);
    const projectId = await makeProject(owner);
    const designId = await makeDesign(owner, projectId);
    onTestFinished(() => owner.hangUp());
    const events = follow(owner, designId, 0);
    await events.next();
    const tab = openTab(owner, designId);
    expect(await tab.push(addNode('a'))).toMatchObject({ data: { pushOperations: {} } });
    await owner.get('mutation($id: ID!) { archiveProject(id: $id, archived: true) { id } }', {
      id: projectId,
    });
    expect(await tab.push(addNode('b'))).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });
});

describe.runIf(ON_POSTGRES)('access that is taken away on another instance', () => {
  test('[P10] ends what runs here, and closes sockets here', async () => {
    const { one, two, cast } = await twoInstances();
    const { owner } = cast.people;
    const person = await signUp(one.server.url);
    await letIn(owner, person, cast.projectId, 'VIEWER');
    const there = person.at(two.server.url);
    onTestFinished(() => there.hangUp());
    const events = follow(there, cast.designId, 0);
    await events.next();
    const socket = await dialIn(two.server.url, there);
    const closed = closeCode(socket);
    const told = vi.fn();
    two.database.access.follow(person.id, told);
    await removeFrom(one.database, cast.projectId, person);
    one.database.access.wake(person.id);
    await vi.waitFor(() => expect(told).toHaveBeenCalled());
    await expect(
      (async () => {
        for (;;) await events.next();
      })(),
    ).rejects.toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    await person.auth('sign-out', {});
    expect(await closed).toBe(4403);
  });
});
