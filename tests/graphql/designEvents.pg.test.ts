import { and, eq, gt } from 'drizzle-orm';
import { describe, expect, test, vi } from 'vitest';
import { designs } from '@/db/schema/designs';
import { operations } from '@/db/schema/operations';
import { newId } from '@/lib/ids';
import { must } from '@/lib/invariant';
import { letIn, makeDesign, removeFrom } from '../support/cast';
import { addNode } from '../support/seed';
import { servedCast } from '../support/servedCast';
import { type DesignEvent, follow, openTab } from '../support/tab';
import { guest, nobody } from '../support/testClient';

const { database, server, cast } = await servedCast();

describe('designEvents', () => {
  test('[P10] brings the log from a revision on, then what is committed, each once and in order', async () => {
    const { owner, viewer } = cast.people;
    const designId = await makeDesign(owner, cast.projectId);
    const tab = openTab(owner, designId);
    await tab.push(addNode('a'), addNode('b'), addNode('c'));
    const events = follow(viewer, designId, 1);
    expect(await events.next()).toEqual({
      fromRevision: 1,
      toRevision: 3,
      headRevision: 3,
      activity: 0,
      resync: false,
      operations: [
        expect.objectContaining({
          revision: 2,
          client: tab.client,
          seq: 2,
          actor: { id: owner.id },
        }),
        expect.objectContaining({ revision: 3, operation: addNode('c') }),
      ],
    });
    await tab.push(addNode('d'));
    expect(await events.next()).toMatchObject({
      fromRevision: 3,
      toRevision: 4,
      operations: [{ revision: 4, operation: addNode('d') }],
    });
    await events.stop();
  });

  test('[P10] begins with a heartbeat when there is nothing to bring', async () => {
    const designId = await makeDesign(cast.people.owner, cast.projectId);
    const events = follow(cast.people.viewer, designId, 0);
    expect(await events.next()).toEqual({
      fromRevision: 0,
      toRevision: 0,
      headRevision: 0,
      activity: 0,
      resync: false,
      operations: [],
    });
    await events.stop();
  });

  test('[P10] tells a subscriber that is ahead of the log to start again, and brings what comes then', async () => {
    const { owner, viewer } = cast.people;
    const designId = await makeDesign(owner, cast.projectId);
    const events = follow(viewer, designId, 7);
    expect(await events.next()).toEqual({
      fromRevision: 0,
      toRevision: 0,
      headRevision: 0,
      activity: 0,
      resync: true,
      operations: [],
    });
    await openTab(owner, designId).push(addNode('a'));
    expect(await events.next()).toMatchObject({
      resync: false,
      operations: [{ revision: 1, operation: addNode('a') }],
    });
    await events.stop();
  });

  test('[P10] tells a subscriber whose operation is not the one at its revision to start again', async () => {
    const { owner, viewer } = cast.people;
    const designId = await makeDesign(owner, cast.projectId);
    const tab = openTab(owner, designId);
    await tab.push(addNode('a'), addNode('b'));
    const since = async (revision: number, mark: string) => {
      const events = follow(viewer, designId, revision, mark);
      const { resync, fromRevision, toRevision } = await events.next();
      await events.stop();
      return [resync, fromRevision, toRevision];
    };
    expect(await since(0, '')).toEqual([false, 0, 2]);
    expect(await since(1, `${tab.client}:1`)).toEqual([false, 1, 2]);
    expect(await since(1, `${tab.client}:2`)).toEqual([true, 2, 2]);
    expect(await since(0, `${tab.client}:1`)).toEqual([true, 2, 2]);
    expect(await since(3, `${tab.client}:3`)).toEqual([true, 2, 2]);
    const { design } = await viewer.get<{ design: { document: { mark: string } } }>(
      'query($id: ID!) { design(id: $id) { document { mark } } }',
      { id: designId },
    );
    expect(design.document.mark).toBe(`${tab.client}:2`);
  });

  test.each([
    ['shorter', 1],
    ['as long', 3],
    ['longer', 4],
  ])(
    '[P10] tells those who follow to start again when the database is put back and the log is %s',
    async (_name, length) => {
      const { owner, editor, viewer } = cast.people;
      const designId = await makeDesign(owner, cast.projectId);
      await openTab(owner, designId).push(addNode('a'), addNode('b'), addNode('c'));
      const events = follow(viewer, designId, 3);
      await events.next();
      const { db } = database;
      await db.transaction(async (tx) => {
        const later = and(eq(operations.designId, designId), gt(operations.revision, 1));
        const lost = await tx.delete(operations).where(later).returning();
        const client = newId();
        const gained = Array.from({ length: length - 1 }, (_, index) => ({
          ...must(lost[0], 'an operation'),
          client,
          seq: index + 1,
          revision: index + 2,
          actorId: editor.id,
        }));
        if (gained.length > 0) await tx.insert(operations).values(gained);
        await tx.update(designs).set({ revision: length }).where(eq(designs.id, designId));
      });
      database.wake.wake(designId);
      expect(await events.next()).toMatchObject({
        resync: true,
        toRevision: length,
        headRevision: length,
        operations: [],
      });
      await events.stop();
    },
  );

  test('[P10] brings a long gap in pieces of at most 100 operations', async () => {
    const { owner, viewer } = cast.people;
    const designId = await makeDesign(owner, cast.projectId);
    const tab = openTab(owner, designId);
    const all = Array.from({ length: 250 }, (_, index) => addNode(`n${index}`));
    await tab.push(...all);
    const events = follow(viewer, designId, 20);
    const pieces: DesignEvent[] = [];
    while (pieces.at(-1)?.toRevision !== 250) pieces.push(await events.next());
    expect(pieces.map(({ fromRevision, toRevision }) => [fromRevision, toRevision])).toEqual([
      [20, 120],
      [120, 220],
      [220, 250],
    ]);
    const revisions = pieces.flatMap(({ operations }) =>
      operations.map(({ revision }) => revision),
    );
    expect(revisions).toEqual(Array.from({ length: 230 }, (_, index) => index + 21));
    await events.stop();
  });

  test('[P10] brings a burst of pushes by several people to everybody, without a gap', async () => {
    const { owner, editor, viewer } = cast.people;
    const designId = await makeDesign(owner, cast.projectId);
    const followers = [owner, editor, viewer].map((person) => follow(person, designId, 0));
    const tabs = [owner, editor, owner, editor].map((person) => openTab(person, designId));
    await Promise.all(
      tabs.map(async (tab, index) => {
        for (let count = 0; count < 30; count++) await tab.push(addNode(`n${index}-${count}`));
      }),
    );
    for (const events of followers) {
      const seen: number[] = [];
      while (seen.length < 120) {
        const { fromRevision, operations } = await events.next();
        expect(fromRevision).toBe(seen.at(-1) ?? 0);
        seen.push(...operations.map(({ revision }) => revision));
      }
      expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
      await events.stop();
    }
  });

  test('tells of changes beside the document by the activity counter', async () => {
    const { owner, commenter, viewer } = cast.people;
    const designId = await makeDesign(owner, cast.projectId);
    const events = follow(viewer, designId, 0);
    const { activity } = await events.next();
    await commenter.get(
      'mutation($id: ID!) { openThread(designId: $id, anchor: { type: DESIGN }, body: "Why?") { id } }',
      { id: designId },
    );
    expect(await events.next()).toMatchObject({ activity: activity + 1, operations: [] });
    await owner.get('mutation($id: ID!) { renameDesign(id: $id, name: "Wider") { id } }', {
      id: designId,
    });
    expect(await events.next()).toMatchObject({ activity: activity + 2 });
    await events.stop();
  });

  test('brings nothing that was committed a second after access was taken away, and ends', async () => {
    const { owner } = cast.people;
    const designId = await makeDesign(owner, cast.projectId);
    const leaver = await guest(server.url);
    await letIn(owner, leaver, cast.projectId, 'EDITOR');
    const events = follow(leaver, designId, 0);
    await events.next();
    await removeFrom(database, cast.projectId, leaver);
    await new Promise((resolve) => setTimeout(resolve, 1_001));
    await openTab(owner, designId).push(addNode('secret'));
    await expect(events.next()).rejects.toMatchObject([
      {
        message: `There is no design “${designId}” that you can see.`,
        extensions: { code: 'NOT_FOUND' },
      },
    ]);
    await leaver.hangUp();
  });

  test('ends once access was taken away, although nothing else happens', async () => {
    const { owner } = cast.people;
    const designId = await makeDesign(owner, cast.projectId);
    const leaver = await guest(server.url);
    await letIn(owner, leaver, cast.projectId, 'VIEWER');
    const events = follow(leaver, designId, 0);
    await events.next();
    await removeFrom(database, cast.projectId, leaver);
    await expect(events.next()).rejects.toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    await leaver.hangUp();
  });

  test('refuses a revision below zero', async () => {
    const events = follow(cast.people.viewer, cast.designId, -1);
    await expect(events.next()).rejects.toMatchObject([
      { message: 'A revision is 0 or more.', extensions: { code: 'BAD_INPUT' } },
    ]);
  });

  test('leaves nobody behind among the followers', async () => {
    const person = await guest(server.url);
    await letIn(cast.people.owner, person, cast.projectId, 'VIEWER');
    const designId = await makeDesign(cast.people.owner, cast.projectId);
    const events = follow(person, designId, 0);
    await events.next();
    expect(database.wake.followed()).toContain(designId);
    await events.stop();
    await vi.waitFor(() => expect(database.wake.followed()).not.toContain(designId));
    const again = follow(person, designId, 0);
    await again.next();
    expect(database.wake.followed()).toContain(designId);
    await person.hangUp();
    await vi.waitFor(() => expect(database.wake.followed()).not.toContain(designId));
  });

  test('is for those who are signed in: the socket of anybody else is closed', async () => {
    const events = follow(nobody(server.url), cast.designId, 0);
    await expect(events.next()).rejects.toMatchObject({ code: 4403 });
  });
});
