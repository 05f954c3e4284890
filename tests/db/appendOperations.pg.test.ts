import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { appendOperations } from '@/db/appendOperations';
import { updateDesign } from '@/db/queries/designs/updateDesign';
import type { DesignRow } from '@/db/schema/designs';
import { declinedOperations } from '@/db/schema/operations';
import { logOf, tablesOf } from '../support/document';
import { makePusher } from '../support/push';
import {
  addNode,
  connect,
  grant,
  seedDesign,
  seedNode,
  seedProject,
  seedUser,
} from '../support/seed';
import { openTestDatabase } from '../support/testDatabase';

const database = await openTestDatabase();
afterAll(() => database.close());
const owner = await seedUser(database);
const project = await seedProject(database, owner);

async function newDesign(): Promise<DesignRow> {
  return seedDesign(database, owner, project);
}

describe('a push', () => {
  test('[P3] is answered with the revision of each operation that stands in the log as sent', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    expect(await tab.push(addNode('a'), addNode('b'), connect('ab', 'a', 'b'))).toEqual({
      answers: [
        { outcome: 'commit', seq: 1, revision: 1 },
        { outcome: 'commit', seq: 2, revision: 2 },
        { outcome: 'commit', seq: 3, revision: 3 },
      ],
      revision: 3,
    });
  });

  test('[P3] is answered REBASED where an operation took effect in another form', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    await tab.push(addNode('a'), addNode('b'));
    const { answers } = await tab.push({ type: 'removeNodes', ids: ['b', 'gone'] });
    expect(answers).toEqual([{ outcome: 'rebased', seq: 3, revision: 3 }]);
    expect((await logOf(database, design.id)).at(-1)?.operation).toEqual({
      type: 'removeNodes',
      ids: ['b'],
    });
  });

  test('[P3] [P6] is answered DISCARD where a layer is gone, and keeps what was wanted', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    const rename = { type: 'renameNode', id: 'gone', name: 'stem' };
    expect(await tab.push(rename)).toEqual({
      answers: [
        { outcome: 'discard', seq: 1, message: 'The layer is gone, and its name with it.' },
      ],
      revision: 0,
    });
    const kept = await database.db
      .select()
      .from(declinedOperations)
      .where(eq(declinedOperations.designId, design.id));
    expect(kept).toMatchObject([
      { seq: 1, outcome: 'discard', operation: rename, actorId: owner.id, headRevision: 0 },
    ]);
  });

  test('[P3] [P7] is answered REJECT with a code and a sentence where an operation would break the document', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    const { answers, revision } = await tab.push(
      addNode('a'),
      connect('loop', 'a', 'a'),
      connect('dangling', 'a', 'nowhere'),
      addNode('b'),
    );
    expect(answers).toEqual([
      { outcome: 'commit', seq: 1, revision: 1 },
      { outcome: 'reject', seq: 2, code: 'SELF_LOOP', message: expect.stringMatching(/\.$/) },
      { outcome: 'reject', seq: 3, code: 'NO_SUCH_NODE', message: expect.stringMatching(/\.$/) },
      { outcome: 'commit', seq: 4, revision: 2 },
    ]);
    expect(revision).toBe(2);
  });

  test.each([
    ['no object', 7],
    ['nothing', null],
    ['an unknown operation', { type: 'explode' }],
    ['a missing field', { type: 'renameNode', id: 'a' }],
    ['a field too many', { type: 'renameNode', id: 'a', name: 'b', actor: 'me' }],
    ['an id of ten thousand letters', { type: 'renameNode', id: 'x'.repeat(10_000), name: 'b' }],
    ['an id that names a prototype', { type: 'renameNode', id: '__proto__', name: 'b' }],
    ['a character that cannot be stored', { type: 'renameNode', id: 'a', name: 'a\0b' }],
    ['half a surrogate pair', { type: 'renameNode', id: 'a', name: 'a\ud800' }],
    [
      'a position beyond the canvas',
      { type: 'moveNodes', moves: [{ id: 'a', position: { x: 1e308, y: 0 } }] },
    ],
    [
      'a text for a number',
      { type: 'moveNodes', moves: [{ id: 'a', position: { x: '1', y: 0 } }] },
    ],
  ])('[P7] rejects %s as MALFORMED and goes on with the next number', async (_name, operation) => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    const { answers } = await tab.push(operation, addNode('a'));
    expect(answers).toEqual([
      { outcome: 'reject', seq: 1, code: 'MALFORMED', message: expect.any(String) },
      { outcome: 'commit', seq: 2, revision: 1 },
    ]);
  });

  test('[P4] stands in the log with actor, client, number, gesture and inverse', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    await tab.push(addNode('a'));
    expect(await logOf(database, design.id)).toEqual([
      {
        designId: design.id,
        revision: 1,
        client: tab.client,
        seq: 1,
        bodyHash: expect.any(String),
        gesture: 'gesture-1',
        actorId: owner.id,
        operation: { type: 'addNode', node: seedNode('a') },
        inverse: [{ type: 'removeNodes', ids: ['a'] }],
        rebased: false,
        at: expect.any(Date),
      },
    ]);
  });
});

describe('a retry', () => {
  test('[P8] with the same operations gets the same answers and has no effect', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    const operations = [
      addNode('a'),
      { type: 'removeNodes', ids: ['a', 'gone'] },
      { type: 'renameNode', id: 'a', name: 'stem' },
      connect('x', 'a', 'b'),
    ];
    const first = await tab.pushAt(1, ...operations);
    expect(first.answers.map(({ outcome }) => outcome)).toEqual([
      'commit',
      'rebased',
      'discard',
      'reject',
    ]);
    expect(await tab.pushAt(1, ...operations)).toEqual(first);
    expect((await logOf(database, design.id)).map(({ revision }) => revision)).toEqual([1, 2]);
  });

  test('[P8] does not mind the order of keys', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    await tab.push(addNode('a'));
    await tab.pushAt(2, { type: 'renameNode', id: 'a', name: 'stem' });
    const { answers } = await tab.pushAt(2, { name: 'stem', id: 'a', type: 'renameNode' });
    expect(answers).toEqual([{ outcome: 'commit', seq: 2, revision: 2 }]);
  });

  test('[P8] may bring new operations behind the known ones', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    await tab.pushAt(1, addNode('a'));
    expect(await tab.pushAt(1, addNode('a'), addNode('b'))).toEqual({
      answers: [
        { outcome: 'commit', seq: 1, revision: 1 },
        { outcome: 'commit', seq: 2, revision: 2 },
      ],
      revision: 2,
    });
  });

  test('[P8] may step over numbers that are known already, as a reopened tab does', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    await tab.push(addNode('a'), connect('loop', 'a', 'a'), addNode('b'));
    const again = [1, 3, 4].map((seq) => ({
      seq,
      gesture: `gesture-${seq}`,
      operation: addNode(seq === 1 ? 'a' : seq === 3 ? 'b' : 'c'),
    }));
    const push = { designId: design.id, client: tab.client, userId: owner.id, operations: again };
    expect(await appendOperations(database, push)).toEqual({
      answers: [
        { outcome: 'commit', seq: 1, revision: 1 },
        { outcome: 'commit', seq: 3, revision: 2 },
        { outcome: 'commit', seq: 4, revision: 3 },
      ],
      revision: 3,
    });
  });

  test('[P8] with another operation under a known number is refused as a whole', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    await tab.pushAt(1, addNode('a'));
    await expect(tab.pushAt(1, addNode('other'), addNode('b'))).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'Operation 1 was sent before with other content.',
      details: { seq: 1 },
    });
    expect((await tablesOf(database, design.id)).nodes.map(({ id }) => id)).toEqual(['a']);
  });
});

describe('numbers', () => {
  test('[P8] that leave a gap are refused with the number expected', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    await tab.pushAt(1, addNode('a'));
    await expect(tab.pushAt(3, addNode('c'))).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'Operation 3 leaves a gap: number 2 was expected.',
      details: { expected: 2 },
    });
  });

  test.each([0, -1])('[P2] begin at 1: %i is refused', async (seq) => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    await expect(tab.pushAt(seq, addNode('a'))).rejects.toMatchObject({
      code: 'CONFLICT',
      details: { expected: 1 },
    });
  });

  test('[P2] with a gap or a double inside a push are refused and nothing of it takes effect', async () => {
    const design = await newDesign();
    for (const seqs of [
      [1, 3],
      [1, 1],
      [2, 1],
    ]) {
      const operations = seqs.map((seq) => ({ seq, gesture: 'g', operation: addNode(`n${seq}`) }));
      const push = { designId: design.id, client: 'tab', userId: owner.id, operations };
      await expect(appendOperations(database, push)).rejects.toMatchObject({ code: 'CONFLICT' });
    }
    expect(await logOf(database, design.id)).toEqual([]);
  });

  test('[P2] are counted for each design by itself', async () => {
    const [one, two] = [await newDesign(), await newDesign()];
    for (const { id } of [one, two]) {
      const { answers } = await makePusher(database, id, owner.id, 'same-tab').push(addNode('a'));
      expect(answers).toEqual([{ outcome: 'commit', seq: 1, revision: 1 }]);
    }
  });
});

describe('whoever may not', () => {
  test('[P2] cannot push as a client that belongs to somebody else', async () => {
    const design = await newDesign();
    const other = await seedUser(database, 'Grace');
    await grant(database, project, other, 'editor');
    const tab = makePusher(database, design.id, owner.id);
    await tab.push(addNode('a'));
    const thief = makePusher(database, design.id, other.id, tab.client, 2);
    await expect(thief.push(addNode('b'))).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: `The client “${tab.client}” belongs to somebody else.`,
    });
  });

  test('cannot tell a design of others from one that does not exist', async () => {
    const design = await newDesign();
    const stranger = await seedUser(database, 'Eve');
    for (const id of [design.id, 'nothing-at-all']) {
      await expect(makePusher(database, id, stranger.id).push(addNode('a'))).rejects.toMatchObject({
        code: 'NOT_FOUND',
        message: `There is no design “${id}” that you can see.`,
      });
    }
  });

  test.each(['viewer', 'commenter'] as const)('cannot change a design as its %s', async (role) => {
    const design = await newDesign();
    const reader = await seedUser(database, role);
    await grant(database, project, reader, role);
    await expect(
      makePusher(database, design.id, reader.id).push(addNode('a')),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: `A ${role} may not change this design.`,
    });
    expect(await logOf(database, design.id)).toEqual([]);
  });

  test('cannot change what is archived', async () => {
    const design = await newDesign();
    await updateDesign(database.db, design.id, { archivedAt: new Date() });
    await expect(
      makePusher(database, design.id, owner.id).push(addNode('a')),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: '“Baseline” is archived. Restore it to change it.',
    });
  });
});

describe('several writers', () => {
  test('[P4] who push at once get revisions without gaps, and each its own answers', async () => {
    const design = await newDesign();
    const tabs = Array.from({ length: 6 }, () => makePusher(database, design.id, owner.id));
    const results = await Promise.all(
      tabs.flatMap((tab, index) => {
        const pushed = Promise.resolve();
        return [pushed.then(() => tab.push(addNode(`n${index}a`), addNode(`n${index}b`)))];
      }),
    );
    const revisions = results.flatMap(({ answers }) =>
      answers.map((answer) => ('revision' in answer ? answer.revision : undefined)),
    );
    expect([...revisions].sort((a = 0, b = 0) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    expect((await tablesOf(database, design.id)).nodes).toHaveLength(12);
  });

  test('[P6] who change different parameters of a layer both keep their change', async () => {
    const design = await newDesign();
    const [one, two] = [1, 2].map(() => makePusher(database, design.id, owner.id));
    await one?.push(addNode('a'));
    await Promise.all([
      one?.push({ type: 'renameNode', id: 'a', name: 'stem' }),
      two?.push({ type: 'moveNodes', moves: [{ id: 'a', position: { x: 40, y: 8 } }] }),
    ]);
    expect((await tablesOf(database, design.id)).nodes).toEqual([
      { ...seedNode('a', 'stem'), position: { x: 40, y: 8 } },
    ]);
  });

  test('a writer whose document in memory is behind catches up from the log', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    await tab.push(addNode('a'));
    const behind = database.documents.get(design.id);
    await tab.push(addNode('b'), connect('ab', 'a', 'b'));
    database.documents.forget(design.id);
    if (behind) database.documents.put(design.id, behind);
    const { answers } = await tab.push({ type: 'removeNodes', ids: ['a'] });
    expect(answers).toEqual([{ outcome: 'commit', seq: 4, revision: 4 }]);
    const { nodes: left, edges: wires } = await tablesOf(database, design.id);
    expect([left.map(({ id }) => id), wires]).toEqual([['b'], []]);
  });
});
