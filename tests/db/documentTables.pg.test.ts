import { and, eq } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { SNAPSHOT_EVERY } from '@/db/queries/documents/writeDraft';
import type { DesignRow } from '@/db/schema/designs';
import { edges, nodes, snapshots } from '@/db/schema/documents';
import { applyOperation } from '@/lib/document/apply';
import { EMPTY_GRAPH } from '@/lib/graph/graph';
import { storeGraph } from '@/lib/graph/stored';
import { logOf, replayOf, tablesOf } from '../support/document';
import { makePusher } from '../support/push';
import { addNode, connect, seedDesign, seedNode, seedProject, seedUser } from '../support/seed';
import { openTestDatabase } from '../support/testDatabase';

const database = await openTestDatabase();
afterAll(() => database.close());
const owner = await seedUser(database);
const project = await seedProject(database, owner);

async function newDesign(): Promise<DesignRow> {
  return seedDesign(database, owner, project);
}

/** Name of the constraint that a transaction broke; the drivers wrap it differently. */
async function brokenConstraint(transaction: Promise<unknown>): Promise<unknown> {
  const error = await transaction.then(
    () => undefined,
    (reason: { constraint?: string; cause?: { constraint?: string } }) => reason,
  );
  return error?.constraint ?? error?.cause?.constraint;
}

describe('the tables', () => {
  test('[P1] cannot hold a wire that leads nowhere', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    await tab.push(addNode('a'), addNode('b'), connect('ab', 'a', 'b'));
    const dangling = database.db.transaction((tx) =>
      tx.insert(edges).values({
        designId: design.id,
        id: 'w',
        source: 'a',
        port: 0,
        target: 'nowhere',
        slot: 0,
        ordinal: 1,
        revision: 1,
      }),
    );
    expect(await brokenConstraint(dangling)).toBe('edges_target_fk');
    const undermined = database.db.transaction((tx) =>
      tx.delete(nodes).where(and(eq(nodes.designId, design.id), eq(nodes.id, 'a'))),
    );
    expect(await brokenConstraint(undermined)).toBe('edges_source_fk');
  });

  test('[P1] cannot hold two wires in one slot', async () => {
    const design = await newDesign();
    await makePusher(database, design.id, owner.id).push(addNode('a'), addNode('b'), addNode('c'));
    const wire = { designId: design.id, port: 0, target: 'c', slot: 0, ordinal: 1, revision: 1 };
    const crowded = database.db.transaction((tx) =>
      tx.insert(edges).values([
        { ...wire, id: 'one', source: 'a' },
        { ...wire, id: 'two', source: 'b' },
      ]),
    );
    expect(await brokenConstraint(crowded)).toBe('edges_slot_unique');
  });

  test('say of each layer and wire which revision changed it last, and keep their order', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    await tab.push(addNode('b'), addNode('a'), connect('ba', 'b', 'a'));
    await tab.push(
      { type: 'renameNode', id: 'b', name: 'stem' },
      { type: 'removeNodes', ids: ['a'] },
      addNode('c'),
      addNode('a'),
      { type: 'renameNode', id: 'a', name: 'head' },
    );
    const rows = await database.db
      .select({ id: nodes.id, name: nodes.name, revision: nodes.revision })
      .from(nodes)
      .where(eq(nodes.designId, design.id))
      .orderBy(nodes.ordinal);
    expect(rows).toEqual([
      { id: 'b', name: 'stem', revision: 4 },
      { id: 'c', name: 'c', revision: 6 },
      { id: 'a', name: 'head', revision: 8 },
    ]);
  });

  test('hold groups and settings', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    await tab.push(
      addNode('a'),
      { type: 'groupNodes', group: { id: 'stem', name: 'Stem' }, ids: ['a'] },
      { type: 'setSettings', settings: { batch: 8 } },
    );
    const document = await tablesOf(database, design.id);
    expect(document.groups).toEqual([{ id: 'stem', name: 'Stem' }]);
    expect(document.nodes).toEqual([{ ...seedNode('a'), group: 'stem' }]);
    expect(document.settings).toMatchObject({ batch: 8 });
    await tab.push({ type: 'removeNodes', ids: ['a'] });
    expect((await tablesOf(database, design.id)).groups).toEqual([]);
  });
});

describe('the log', () => {
  test('[P4] replayed from the start is what the tables hold, and so is every snapshot with its tail', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    const all = Array.from({ length: SNAPSHOT_EVERY + 40 }, (_, index) => addNode(`n${index}`));
    await tab.push(...all.slice(0, 150));
    await tab.push(
      ...Array.from({ length: 60 }, (_, index) =>
        connect(`w${index}`, `n${index}`, `n${index + 1}`),
      ),
    );
    await tab.push(
      { type: 'removeNodes', ids: ['n3', 'n70'] },
      { type: 'groupNodes', group: { id: 'g', name: 'Block' }, ids: ['n1', 'n2'] },
      { type: 'moveNodes', moves: [{ id: 'n9', position: { x: 3.25, y: -7 } }] },
      ...all.slice(150),
    );
    const log = await logOf(database, design.id);
    let graph = EMPTY_GRAPH;
    for (const { operation } of log) {
      const applied = applyOperation(graph, operation);
      if (applied.outcome === 'applied') graph = applied.graph;
    }
    const fromStart = storeGraph(graph);
    const head = log.length;
    expect(head).toBeGreaterThan(SNAPSHOT_EVERY);
    expect(await tablesOf(database, design.id)).toEqual(fromStart);
    expect(await replayOf(database, design.id, head)).toEqual(fromStart);
    const kept = await database.db
      .select({ revision: snapshots.revision })
      .from(snapshots)
      .where(eq(snapshots.designId, design.id))
      .orderBy(snapshots.revision);
    expect(kept.map(({ revision }) => revision)).toEqual([0, 210]);
  });

  test('[P4] gives the document at every revision', async () => {
    const design = await newDesign();
    const tab = makePusher(database, design.id, owner.id);
    await tab.push(addNode('a'), addNode('b'), { type: 'removeNodes', ids: ['a'] });
    const names = [];
    for (const revision of [0, 1, 2, 3]) {
      const { nodes: layers } = await replayOf(database, design.id, revision);
      names.push(layers.map(({ id }) => id).join(' '));
    }
    expect(names).toEqual(['', 'a', 'a b', 'b']);
  });
});
