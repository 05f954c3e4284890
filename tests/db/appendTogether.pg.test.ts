import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { Draft } from '@/db/documents/draft';
import { openPostgres } from '@/db/open/openPostgres';
import { currentDocument } from '@/db/queries/documents/currentDocument';
import { toLogRow } from '@/db/queries/documents/logRow';
import { writeDraft } from '@/db/queries/documents/writeDraft';
import type { Snapshot } from '@/lib/document/session';
import { newId } from '@/lib/ids';
import { must } from '@/lib/invariant';
import { logOf, replayOf, tablesOf } from '../support/document';
import { seeded } from '../support/draw';
import { makePusher } from '../support/push';
import { addNode, grant, seedDesign, seedProject, seedUser } from '../support/seed';
import { copyOfTemplate, ON_POSTGRES, openTestDatabase } from '../support/testDatabase';

const database = await openTestDatabase();
afterAll(() => database.close());
const owner = await seedUser(database);
const project = await seedProject(database, owner);

describe('pushes that arrive while another is written', () => {
  test('[P4] are committed together, and stand in the log without gaps', async () => {
    const design = await seedDesign(database, owner, project);
    const tabs = Array.from({ length: 20 }, () => makePusher(database, design.id, owner.id));
    const results = await Promise.all(tabs.map((tab, index) => tab.push(addNode(`n${index}`))));
    const log = await logOf(database, design.id);
    expect(log.map(({ revision }) => revision)).toEqual(tabs.map((_, index) => index + 1));
    // A commit gives all its operations one time: the first push goes alone, the others wait for it.
    expect(new Set(log.map(({ at }) => at.getTime())).size).toBeLessThanOrEqual(2);
    for (const [index, { answers }] of results.entries()) {
      expect(answers).toEqual([{ outcome: 'commit', seq: 1, revision: expect.any(Number) }]);
      const [answer] = answers;
      const revision = answer && 'revision' in answer ? answer.revision : 0;
      expect(log[revision - 1]?.client).toBe(tabs[index]?.client);
    }
    expect(await tablesOf(database, design.id)).toEqual(
      await replayOf(database, design.id, log.length),
    );
  });

  test('[P2] [P3] [P8] each get their own answer or refusal', async () => {
    const design = await seedDesign(database, owner, project);
    const reader = await seedUser(database, 'Rae');
    await grant(database, project, reader, 'viewer');
    const stranger = await seedUser(database, 'Eve');
    const editor = await seedUser(database, 'Ed');
    await grant(database, project, editor, 'editor');
    const old = makePusher(database, design.id, owner.id);
    const before = await old.push(addNode('a'));
    const fresh = () => makePusher(database, design.id, owner.id);
    const [one, two] = [fresh(), makePusher(database, design.id, editor.id)];

    const outcomes = await Promise.allSettled([
      fresh().push(addNode('first')),
      one.push(addNode('b')),
      old.pushAt(1, addNode('a')),
      old.pushAt(3, addNode('gap')),
      makePusher(database, design.id, reader.id).push(addNode('c')),
      makePusher(database, design.id, stranger.id).push(addNode('d')),
      makePusher(database, design.id, editor.id, old.client, 2).push(addNode('theft')),
      two.push(addNode('e'), { type: 'renameNode', id: 'gone', name: 'x' }),
      one.push(addNode('b2')),
      fresh().push({ type: 'explode' }),
    ]);
    const told = outcomes.map((outcome) =>
      outcome.status === 'fulfilled'
        ? outcome.value.answers.map((answer) => answer.outcome)
        : outcome.reason.code,
    );
    expect(told).toEqual([
      ['commit'],
      ['commit'],
      ['commit'],
      'CONFLICT',
      'FORBIDDEN',
      'NOT_FOUND',
      'FORBIDDEN',
      ['commit', 'discard'],
      ['commit'],
      ['reject'],
    ]);
    expect(outcomes[2]).toEqual({ status: 'fulfilled', value: { ...before, revision: 5 } });
    const { nodes } = await tablesOf(database, design.id);
    expect(nodes.map(({ id }) => id).sort()).toEqual(['a', 'b', 'b2', 'e', 'first']);
    expect((await two.push(addNode('later'))).answers).toEqual([
      { outcome: 'commit', seq: 3, revision: 6 },
    ]);
  });

  test('[P2] a client that two people claim at once belongs to the first', async () => {
    const design = await seedDesign(database, owner, project);
    const editor = await seedUser(database, 'Mo');
    await grant(database, project, editor, 'editor');
    const [, mine, theirs] = await Promise.allSettled([
      makePusher(database, design.id, owner.id).push(addNode('first')),
      makePusher(database, design.id, owner.id, 'claimed').push(addNode('a')),
      makePusher(database, design.id, editor.id, 'claimed', 2).push(addNode('b')),
    ]);
    expect(mine?.status).toBe('fulfilled');
    expect(theirs).toMatchObject({ status: 'rejected', reason: { code: 'FORBIDDEN' } });
  });
});

describe('a draft that is written while the one it stands on is', () => {
  /** A draft on a document, of one push by a tab of its own, and one that stands on it. */
  async function drafts(designId: string) {
    const head = must(await currentDocument(database, designId), 'the document');
    const on = (before: Snapshot, name: string) => {
      const draft = new Draft(designId, before);
      const operations = [{ seq: 1, gesture: name, operation: addNode(name) }];
      draft.add({ designId, client: newId(), userId: owner.id, operations }, 0);
      return draft;
    };
    const ground = on(head, 'a');
    return { ground, upper: on(ground.head, 'b') };
  }

  test('[P4] is written once that is', async () => {
    const design = await seedDesign(database, owner, project);
    const { ground, upper } = await drafts(design.id);
    expect(await writeDraft(database.db, ground)).toMatchObject({ status: 'written' });
    expect(await writeDraft(database.db, upper, ground)).toMatchObject({ status: 'written' });
    expect(await tablesOf(database, design.id)).toEqual(await replayOf(database, design.id, 2));
  });

  test('[P4] changes nothing where somebody else has written as many operations instead', async () => {
    const design = await seedDesign(database, owner, project);
    const { ground, upper } = await drafts(design.id);
    await makePusher(database, design.id, owner.id).push(addNode('c'));
    expect(await writeDraft(database.db, upper, ground)).toEqual({ status: 'behind' });
    const { nodes } = await tablesOf(database, design.id);
    expect(nodes.map(({ id }) => id)).toEqual(['c']);
  });

  test('[P3] [P4] [P8] loses and repeats nothing, whoever is refused in between', async () => {
    const design = await seedDesign(database, owner, project);
    const reader = await seedUser(database, 'Ron');
    await grant(database, project, reader, 'viewer');
    const draw = seeded(7);
    const rounds = Array.from({ length: 15 }, (_, round) => round);
    const tabs = Array.from({ length: 8 }, (_, index) => ({
      index,
      tab: makePusher(database, design.id, owner.id),
    }));
    const outcomes: string[] = [];
    const work = tabs.map(async ({ index, tab }) => {
      for (const round of rounds) {
        await sleep(draw(6));
        const fate = draw(5);
        const sent =
          fate === 0 ? { type: 'removeNodes', ids: ['gone'] } : addNode(`n${index}-${round}`);
        const { answers } = await tab.pushAt(round + 1, sent);
        outcomes.push(...answers.map(({ outcome }) => outcome));
        if (fate === 1) await tab.pushAt(round + 1, sent);
        if (fate === 2) {
          const refused = makePusher(database, design.id, reader.id).push(addNode('never'));
          await expect(refused).rejects.toMatchObject({ code: 'FORBIDDEN' });
        }
        if (fate === 3)
          await expect(tab.pushAt(round + 9, sent)).rejects.toMatchObject({ code: 'CONFLICT' });
      }
    });
    await Promise.all(work);
    const log = await logOf(database, design.id);
    expect(log.map(({ revision }) => revision)).toEqual(log.map((_, index) => index + 1));
    expect(log).toHaveLength(outcomes.filter((outcome) => outcome === 'commit').length);
    const numbers = log.map(({ client, seq }) => `${client} ${seq}`);
    expect(new Set(numbers).size).toBe(log.length);
    expect(await tablesOf(database, design.id)).toEqual(
      await replayOf(database, design.id, log.length),
    );
  });
});

describe.runIf(ON_POSTGRES)('two processes on one database', () => {
  test('[P4] [P8] write one design at the same time without a gap, a loss or a double', async () => {
    const url = await copyOfTemplate();
    const [a, b] = [await openPostgres({ url }), await openPostgres({ url })];
    try {
      const person = await seedUser(a);
      const design = await seedDesign(a, person, await seedProject(a, person));
      const tabs = Array.from({ length: 8 }, (_, index) =>
        makePusher(index % 2 ? a : b, design.id, person.id),
      );
      const numbers = Array.from({ length: 25 }, (_, round) => round);
      await Promise.all(
        tabs.map(async (tab, index) => {
          for (const round of numbers) {
            const sent = [addNode(`n${index}-${round}`)];
            await tab.pushAt(round + 1, ...sent);
            if (round % 5 === 0) await tab.pushAt(round + 1, ...sent);
          }
        }),
      );
      const log = await logOf(a, design.id);
      expect(log.map(({ revision }) => revision)).toEqual(
        Array.from({ length: 200 }, (_, index) => index + 1),
      );
      for (const { client } of tabs) {
        const mine = log.filter((entry) => entry.client === client);
        expect(mine.map(({ seq }) => seq)).toEqual(numbers.map((round) => round + 1));
      }
      const tables = await tablesOf(b, design.id);
      expect(tables).toEqual(await replayOf(a, design.id, 200));
      expect(tables.nodes).toHaveLength(200);
    } finally {
      await Promise.all([a.close(), b.close()]);
    }
  });
});

describe.runIf(ON_POSTGRES)('a database that was restored from a backup', () => {
  test('is written as it is, whatever was in memory before', async () => {
    const url = await copyOfTemplate();
    const database = await openPostgres({ url });
    onTestFinished(() => database.close());
    vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => void vi.restoreAllMocks());
    const person = await seedUser(database);
    const design = await seedDesign(database, person, await seedProject(database, person));
    const tab = makePusher(database, design.id, person.id);
    await tab.push(addNode('a'));
    const follower = await database.feeds.follow(design.id, person.id, () => {});
    onTestFinished(follower.stop);
    const restore = await backUp(url);
    await tab.push(addNode('b'), addNode('c'));
    await vi.waitFor(() => expect(follower.standing().revision).toBe(3));
    await restore();
    const other = makePusher(database, design.id, person.id);
    await vi.waitFor(() => other.pushAt(1, addNode('d')), 10_000);
    const log = await logOf(database, design.id);
    expect(log.map(({ operation }) => operation)).toEqual([addNode('a'), addNode('d')]);
    expect(await tablesOf(database, design.id)).toEqual(await replayOf(database, design.id, 2));
    await vi.waitFor(() => expect(follower.standing().revision).toBe(2), 10_000);
    expect(await follower.read(0)).toEqual(log.map(toLogRow));
  });
});

/** Copies a database as it is; what it returns puts the copy in its place, as a restored server would. */
async function backUp(url: string): Promise<() => Promise<void>> {
  const name = new URL(url).pathname.slice(1);
  const admin = async (...statements: readonly string[]) => {
    const client = new Client({ connectionString: new URL('/postgres', url).href });
    await client.connect();
    for (const statement of statements) await client.query(statement);
    await client.end();
  };
  const disconnect = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`;
  await admin(disconnect, `CREATE DATABASE ${name}_backup TEMPLATE ${name}`);
  return () =>
    admin(
      `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`,
      disconnect,
      `ALTER DATABASE ${name} RENAME TO ${name}_lost`,
      `ALTER DATABASE ${name}_backup RENAME TO ${name}`,
    );
}
