import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Database } from '@/db/database';
import type { ProjectRow } from '@/db/schema/projects';
import type { UserRow } from '@/db/schema/users';
import { applyOperation } from '@/lib/document/apply';
import type { Operation } from '@/lib/document/operation';
import { EMPTY_GRAPH } from '@/lib/graph/graph';
import { storeGraph } from '@/lib/graph/stored';
import { makeLayer } from '@/lib/layers/catalogue';
import { logOf, replayOf, tablesOf } from '../support/document';
import { makePusher } from '../support/push';
import { addNode, connect, seedDesign, seedNode, seedProject, seedUser } from '../support/seed';
import { openTestDatabase } from '../support/testDatabase';

let database: Database;
let owner: UserRow;
let project: ProjectRow;

beforeAll(async () => {
  database = await openTestDatabase();
  owner = await seedUser(database);
  project = await seedProject(database, owner);
});

afterAll(() => database.close());

const node = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const wire = fc.constantFrom('u', 'v', 'w', 'x');
const some = fc.uniqueArray(node, { minLength: 1, maxLength: 3 });

/** Operations on few layers, so that they meet. */
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: node.map((id) => addNode(id)) },
  {
    weight: 2,
    arbitrary: node.map(
      (id): Operation => ({
        type: 'addNode',
        node: { ...seedNode(id), ...makeLayer('concat', {}) },
      }),
    ),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(wire, node, node, fc.integer({ min: 0, max: 2 }))
      .map(([id, source, target, slot]) => connect(id, source, target, slot)),
  },
  some.map((ids): Operation => ({ type: 'removeNodes', ids })),
  fc
    .uniqueArray(wire, { minLength: 1, maxLength: 2 })
    .map((ids): Operation => ({ type: 'disconnect', ids })),
  fc
    .tuple(node, fc.integer({ min: -9, max: 9 }))
    .map(([id, x]): Operation => ({ type: 'moveNodes', moves: [{ id, position: { x, y: 0 } }] })),
  fc
    .tuple(fc.constantFrom('g', 'h'), some)
    .map(([id, ids]): Operation => ({ type: 'groupNodes', group: { id, name: id }, ids })),
  fc.constantFrom('g', 'h').map((id): Operation => ({ type: 'ungroup', id })),
  fc
    .integer({ min: 1, max: 4 })
    .map((batch): Operation => ({ type: 'setSettings', settings: { batch } })),
);

interface Step {
  readonly tab: number;
  readonly operations: readonly Operation[];
  /** The answer is lost, and everything is sent again. */
  readonly retried: boolean;
  /** Another process has the document: this one starts from the tables. */
  readonly forgotten: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  tab: fc.nat({ max: 2 }),
  operations: fc.array(operation, { minLength: 1, maxLength: 5 }),
  retried: fc.boolean(),
  forgotten: fc.boolean(),
});

test('[P1] [P3] [P4] [P8] whatever tabs send and send again, log, tables and answers agree', async () => {
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 14 }), async (steps) => {
      const design = await seedDesign(database, owner, project);
      const tabs = [0, 1, 2].map(() => ({
        ...makePusher(database, design.id, owner.id),
        next: 1,
      }));
      for (const { tab, operations, retried, forgotten } of steps) {
        const sender = tabs[tab];
        if (!sender) continue;
        if (forgotten) database.documents.forget(design.id);
        const first = await sender.pushAt(sender.next, ...operations);
        if (retried) {
          const second = await sender.pushAt(sender.next, ...operations);
          expect(second.answers).toEqual(first.answers);
        }
        sender.next += operations.length;
        for (const { outcome } of first.answers) outcomes.add(outcome);
      }
      const log = await logOf(database, design.id);
      expect(log.map(({ revision }) => revision)).toEqual(log.map((_, index) => index + 1));
      let graph = EMPTY_GRAPH;
      for (const entry of log) {
        const before = storeGraph(graph);
        const applied = applyOperation(graph, entry.operation);
        expect(applied).toMatchObject({ outcome: 'applied', effective: entry.operation });
        if (applied.outcome !== 'applied') return;
        expect(applied.inverse).toEqual(entry.inverse);
        graph = applied.graph;
        expect(storeGraph(graph)).not.toEqual(before);
      }
      expect(await tablesOf(database, design.id)).toEqual(storeGraph(graph));
      expect(await replayOf(database, design.id, log.length)).toEqual(storeGraph(graph));
    }),
    { numRuns: 40, seed: 20_261_121 },
  );
  expect([...outcomes].sort()).toEqual(['commit', 'discard', 'rebased', 'reject']);
}, 120_000);
