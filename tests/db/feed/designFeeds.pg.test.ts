import { and, eq } from 'drizzle-orm';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createDesignFeeds } from '@/db/feed/designFeeds';
import { LogReader } from '@/db/feed/logReader';
import { openPostgres } from '@/db/open/openPostgres';
import { toLogRow } from '@/db/queries/documents/logRow';
import { projectMembers } from '@/db/schema/projects';
import { logOf } from '../../support/document';
import { makePusher } from '../../support/push';
import { addNode, seedDesign, seedProject, seedUser } from '../../support/seed';
import { copyOfTemplate, ON_POSTGRES, openTestDatabase } from '../../support/testDatabase';

const database = await openTestDatabase();
afterAll(() => database.close());
const owner = await seedUser(database);

async function newDesign(operations = 0, where = database) {
  const design = await seedDesign(where, owner, await seedProject(where, owner));
  const tab = makePusher(where, design.id, owner.id);
  for (let done = 0; done < operations; done += 500) {
    const count = Math.min(500, operations - done);
    await tab.push(...Array.from({ length: count }, (_, index) => addNode(`n${done + index}`)));
  }
  return { id: design.id, projectId: design.projectId, tab };
}

/** The database, with the queries that are made through it counted. */
function counting() {
  let queries = 0;
  const db = new Proxy(database.db, {
    get(target, name) {
      if (name === 'select') queries++;
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  return { db, count: () => queries };
}

describe('a follower', () => {
  test('gets what this process commits, of its own design only, until it goes', async () => {
    const [design, other] = [await newDesign(), await newDesign()];
    const follower = await database.feeds.follow(design.id, owner.id, () => {});
    await other.tab.push(addNode('a'));
    await design.tab.push(addNode('a'), addNode('b'));
    await vi.waitFor(() =>
      expect(follower.standing()).toEqual({ revision: 2, era: 0, activity: 0, role: 'owner' }),
    );
    expect(await follower.read(0)).toEqual((await logOf(database, design.id)).map(toLogRow));
    expect(await follower.read(1)).toHaveLength(1);
    expect(await follower.read(2)).toEqual([]);
    await design.tab.push({ type: 'renameNode', id: 'gone', name: 'b' });
    expect(follower.standing().revision).toBe(2);
    follower.stop();
    expect(database.wake.followed()).not.toContain(design.id);
  });

  test('[P10] who is thousands of operations behind gets all of them, in few queries', async () => {
    const { id } = await newDesign(2_300);
    const { db, count } = counting();
    const feeds = createDesignFeeds({ ...database, db });
    onTestFinished(() => feeds.close());
    const follower = await feeds.follow(id, owner.id, () => {});
    onTestFinished(() => follower.stop());
    const before = count();
    const seen: number[] = [];
    for (let reached = 0; reached < 2_300; ) {
      const page = await follower.read(reached);
      expect(page.length).toBe(100);
      seen.push(...page.map(({ revision }) => revision));
      reached = seen.at(-1) ?? reached;
    }
    expect(seen).toEqual(Array.from({ length: 2_300 }, (_, index) => index + 1));
    // Three pieces of the log, each a query around a query.
    expect((count() - before) / 2).toBeLessThanOrEqual(3);
  });

  test('does not get an operation before it is known who may', async () => {
    const { id, projectId, tab } = await newDesign();
    const guest = await seedUser(database);
    await database.db
      .insert(projectMembers)
      .values({ projectId, userId: guest.id, role: 'viewer' });
    const told: (string | undefined)[] = [];
    let tell = () => {};
    const follower = await database.feeds.follow(id, guest.id, () => tell());
    onTestFinished(() => follower.stop());
    tell = () => {
      const { revision, role } = follower.standing();
      told.push(`${revision} ${role}`);
    };
    await database.db
      .delete(projectMembers)
      .where(and(eq(projectMembers.projectId, projectId), eq(projectMembers.userId, guest.id)));
    database.access.wake(guest.id);
    await tab.push(addNode('secret'));
    await vi.waitFor(() => expect(told).toContain('1 undefined'));
    expect(told).not.toContain('1 viewer');
  });

  test('hears of access that was taken away although nobody says so', async () => {
    const { id, projectId } = await newDesign();
    const guest = await seedUser(database);
    await database.db
      .insert(projectMembers)
      .values({ projectId, userId: guest.id, role: 'viewer' });
    const follower = await database.feeds.follow(id, guest.id, () => {});
    onTestFinished(() => follower.stop());
    expect(follower.standing().role).toBe('viewer');
    await database.db
      .delete(projectMembers)
      .where(and(eq(projectMembers.projectId, projectId), eq(projectMembers.userId, guest.id)));
    await vi.waitFor(() => expect(follower.standing().role).toBeUndefined(), 10_000);
  });
});

test('however many designs and people there are, they are looked at together', async () => {
  const designs = await Promise.all(Array.from({ length: 20 }, () => newDesign()));
  const { db, count } = counting();
  const feeds = createDesignFeeds({ ...database, db });
  onTestFinished(() => feeds.close());
  const followers = await Promise.all(
    Array.from({ length: 200 }, (_, index) =>
      feeds.follow(designs[index % 20]?.id ?? '', owner.id, () => {}),
    ),
  );
  expect(followers.map((each) => each.standing().role)).toEqual(Array(200).fill('owner'));
  // The first look, and perhaps one that the others share: two selects about the logs, one about roles.
  expect(count()).toBeLessThanOrEqual(6);
  for (const each of followers) each.stop();
});

test('ten thousand who came and went leave nothing behind', async () => {
  const { id } = await newDesign();
  const feeds = createDesignFeeds(database);
  onTestFinished(() => feeds.close());
  const before = [database.wake.followed(), database.access.followed()];
  for (let round = 0; round < 20; round++) {
    const followers = await Promise.all(
      Array.from({ length: 500 }, () => feeds.follow(id, owner.id, () => {})),
    );
    expect(database.wake.followed()).toContain(id);
    expect(database.access.followed()).toContain(owner.id);
    for (const each of followers) each.stop();
  }
  expect([database.wake.followed(), database.access.followed()]).toEqual(before);
});

describe('the reader of the log', () => {
  test('reads once for all who catch up together', async () => {
    const { id } = await newDesign(1_200);
    const { db, count } = counting();
    const reader = new LogReader(db, id);
    const pieces = await Promise.all(Array.from({ length: 50 }, () => reader.read(0)));
    expect(new Set(pieces).size).toBe(1);
    const [piece] = pieces;
    expect(piece).toHaveLength(1_000);
    expect(await reader.read(500)).toBe(piece);
    expect((await reader.read(1_000)).map(({ revision }) => revision)).toEqual(
      Array.from({ length: 200 }, (_, index) => 1_001 + index),
    );
    expect(count() / 2).toBe(2);
  });

  test('takes a bounded amount of text at once, and one operation at least', async () => {
    const { id, tab } = await newDesign(60);
    const nodes = Array.from({ length: 60 }, (_, index) => `n${index}`);
    const moves = nodes.map((each) => ({ id: each, position: { x: 0.123456789, y: 1 } }));
    for (let round = 0; round < 4; round++) {
      await tab.push(
        ...Array.from({ length: 250 }, (_, index) => ({
          type: 'moveNodes',
          moves: moves.map((move) => ({ ...move, position: { x: round * 1_000 + index, y: 0 } })),
        })),
      );
    }
    const head = (await logOf(database, id)).length;
    expect(head).toBeGreaterThan(1_000);
    const reader = new LogReader(database.db, id);
    const piece = await reader.read(60);
    const bytes = piece.reduce((sum, { operation }) => sum + JSON.stringify(operation).length, 0);
    expect(piece.length).toBeLessThan(1_000);
    expect(bytes).toBeLessThan(2.2 * 1024 * 1024);
    const next = await reader.read(piece.at(-1)?.revision ?? 0);
    expect(next[0]?.revision).toBe((piece.at(-1)?.revision ?? 0) + 1);
  });
});

describe.runIf(ON_POSTGRES)('between two instances', () => {
  test('access that is taken away on one is gone on the other at once', async () => {
    const url = await copyOfTemplate();
    const [one, two] = [await openPostgres({ url }), await openPostgres({ url })];
    onTestFinished(() => one.close());
    onTestFinished(() => two.close());
    const person = await seedUser(one);
    const design = await seedDesign(one, person, await seedProject(one, person));
    const told = vi.fn();
    const follower = await two.feeds.follow(design.id, person.id, told);
    onTestFinished(() => follower.stop());
    told.mockClear();
    one.access.wake(person.id);
    await vi.waitFor(() => expect(told).toHaveBeenCalled());
  });
});
