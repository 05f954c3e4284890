import { afterAll, expect, test } from 'vitest';
import { currentDocument } from '@/db/queries/documents/currentDocument';
import { readTables } from '@/db/queries/documents/readTables';
import { openSession, receive } from '@/lib/document/session';
import { EMPTY_GRAPH, type LayerGraph } from '@/lib/graph/graph';
import { must } from '@/lib/invariant';
import { logOf, replayOf } from '../support/document';
import { openPair } from '../support/fuzz/pair';
import { makePusher } from '../support/push';
import { addNode, seedDesign, seedProject, seedUser } from '../support/seed';

/*
 * Lists that people sort by hand often order their elements by fractions between two neighbours, which
 * grow long where many are put into one spot, and may meet. The elements of a design stand in the order
 * in which they were added: their place is made of the revision that added them, so it neither grows nor
 * meets another, and every instance makes the same one. What is left to hold is that the order is
 * the same wherever the document is read.
 */
const TABS = 5;
const ROUNDS = 4;
const INSERTS = 500;

const pair = await openPair();
afterAll(() => pair.close());

test('[P4] after ten thousand inserts by several people on two instances, layers stand in one order everywhere', async () => {
  const [one, two] = pair.instances;
  const owner = await seedUser(one);
  const { id } = await seedDesign(one, owner, await seedProject(one, owner));
  const tabs = Array.from({ length: TABS }, (_, index) =>
    makePusher(index % 2 === 0 ? one : two, id, owner.id),
  );
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all(
      tabs.map((tab, index) =>
        tab.push(
          ...Array.from({ length: INSERTS }, (_, place) => addNode(`n${round}-${index}-${place}`)),
        ),
      ),
    );
    // What goes and comes again comes last, whoever brings it.
    const again = `n${round}-0-7`;
    await makePusher(one, id, owner.id).push({ type: 'removeNodes', ids: [again] });
    await makePusher(two, id, owner.id).push(addNode(again));
  }

  const log = await logOf(one, id);
  const added = new Map<string, number>();
  for (const { operation, revision } of log) {
    if (operation.type === 'removeNodes') for (const gone of operation.ids) added.delete(gone);
    if (operation.type === 'addNode') added.set(operation.node.id, revision);
  }
  const order = [...added.keys()];
  expect(order).toHaveLength(TABS * ROUNDS * INSERTS);

  const { session } = receive(openSession('tab', { graph: EMPTY_GRAPH, revision: 0 }), log);
  const places: Readonly<Record<string, LayerGraph>> = {
    'the tables': must(await readTables(two.db, id), 'the document').graph,
    'one instance': must(await currentDocument(one, id), 'the document').graph,
    'the other instance': must(await currentDocument(two, id), 'the document').graph,
    'a tab that followed': session.view,
  };
  for (const [place, { nodes }] of Object.entries(places))
    expect([place, [...nodes.keys()]]).toEqual([place, order]);
  expect((await replayOf(two, id, log.length)).nodes.map((node) => node.id)).toEqual(order);
}, 300_000);
