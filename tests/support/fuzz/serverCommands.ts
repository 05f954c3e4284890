import { and, eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect } from 'vitest';
import { projectMembers } from '@/db/schema/projects';
import { mergeDesigns } from '@/lib/document/mergeDesigns';
import type { Operation } from '@/lib/document/operation';
import { operationsBetween } from '@/lib/document/operationsBetween';
import type { Submitted } from '@/lib/document/session';
import { sameJson } from '@/lib/equal';
import { must } from '@/lib/invariant';
import { fewThings } from './fewThings';
import {
  copyOfModel,
  expectedOutcome,
  type ModelTab,
  type RealServer,
  type ServerModel,
} from './serverModel';
import { SmallServer } from './smallServer';

type Command = fc.AsyncCommand<ServerModel, RealServer>;

/** Most designs and tabs of a model. */
const DESIGNS = 3;
const TABS = 6;

const operations = fc.array(fewThings, { minLength: 1, maxLength: 4 });
const index = fc.nat({ max: 1_000 });

/** A command by what it does; afterwards every design has to be what the model has. */
function command(
  name: string,
  run: (model: ServerModel, real: RealServer) => Promise<void>,
  check: (model: Readonly<ServerModel>) => boolean = () => true,
): Command {
  return {
    check,
    async run(model, real) {
      await run(model, real);
      await real.expectLike(model);
    },
    toString: () => name,
  };
}

function oneOf<T>(things: readonly T[], number: number): T {
  return must(things[number % things.length], 'one of several');
}

function numbered(first: number, batch: readonly Operation[]): readonly Submitted[] {
  return batch.map((operation, place) => ({
    seq: first + place,
    gesture: `gesture-${first + place}`,
    operation,
  }));
}

/** Pushes, and expects what the model answers. */
async function pushes(
  model: ServerModel,
  real: RealServer,
  tab: ModelTab,
  batch: readonly Submitted[],
): Promise<void> {
  const expected = expectedOutcome(model, tab, batch);
  expect(await real.push(tab, batch)).toEqual(expected);
  if (expected.status === 'answered') tab.sent.splice((batch[0]?.seq ?? 1) - 1, Infinity, ...batch);
}

function freshTab(model: ServerModel, design: number, person: number): ModelTab {
  const tab = { design, person, client: `tab-${model.tabs.length}`, sent: [] };
  model.tabs.push(tab);
  return tab;
}

const hasSent = ({ tabs }: Readonly<ServerModel>) => tabs.some(({ sent }) => sent.length > 0);

function sender({ tabs }: ServerModel, number: number): ModelTab {
  return oneOf(
    tabs.filter(({ sent }) => sent.length > 0),
    number,
  );
}

const push = fc.tuple(index, operations).map(([which, batch]) =>
  command(`push(${which}, ${JSON.stringify(batch)})`, (model, real) => {
    const tab = oneOf(model.tabs, which);
    return pushes(model, real, tab, numbered(tab.sent.length + 1, batch));
  }),
);

/** Everything from some number on, and now and then something new behind it. */
const retry = fc
  .tuple(index, index, fc.array(fewThings, { maxLength: 2 }))
  .map(([which, from, more]) =>
    command(
      `retry(${which}, ${from}, ${JSON.stringify(more)})`,
      (model, real) => {
        const tab = sender(model, which);
        const known = tab.sent.slice(from % tab.sent.length);
        const batch = [...known, ...numbered(tab.sent.length + 1, more)];
        const expected = expectedOutcome(model, tab, batch);
        const told = real.push(tab, batch);
        return told.then((outcome) => {
          expect(outcome).toEqual(expected);
          if (expected.status === 'answered') tab.sent.push(...batch.slice(known.length));
        });
      },
      hasSent,
    ),
  );

/** Some of what is known already is left out between what is sent again. */
const stepOver = fc.tuple(index, operations).map(([which, batch]) =>
  command(
    `stepOver(${which}, ${JSON.stringify(batch)})`,
    async (model, real) => {
      const tab = sender(model, which);
      const again = tab.sent.filter(({ seq }) => seq % 2 === 1);
      const fresh = numbered(tab.sent.length + 1, batch);
      const expected = expectedOutcome(model, tab, [...again, ...fresh]);
      expect(await real.push(tab, [...again, ...fresh])).toEqual(expected);
      if (expected.status === 'answered') tab.sent.push(...fresh);
    },
    hasSent,
  ),
);

/** The same push twice at the same moment, as by a browser that tries again too soon. */
const duplicate = fc.tuple(index, operations).map(([which, batch]) =>
  command(`duplicate(${which}, ${JSON.stringify(batch)})`, async (model, real) => {
    const tab = oneOf(model.tabs, which);
    const sent = numbered(tab.sent.length + 1, batch);
    const expected = expectedOutcome(model, tab, sent);
    expect(await Promise.all([real.push(tab, sent), real.push(tab, sent)])).toEqual([
      expected,
      expected,
    ]);
    if (expected.status === 'answered') tab.sent.push(...sent);
  }),
);

/** A later push comes before an earlier one: it is refused with the number expected, and changes nothing. */
const reorder = fc.tuple(index, operations, operations).map(([which, first, second]) =>
  command(`reorder(${which})`, async (model, real) => {
    const tab = oneOf(model.tabs, which);
    const early = numbered(tab.sent.length + 1, first);
    const late = numbered(tab.sent.length + first.length + 1, second);
    await pushes(model, real, tab, late);
    await pushes(model, real, tab, early);
    if (tab.sent.length >= (early.at(-1)?.seq ?? 0)) await pushes(model, real, tab, late);
  }),
);

const gap = fc
  .tuple(index, fc.integer({ min: 2, max: 2 ** 31 - 10 }), operations)
  .map(([which, ahead, batch]) =>
    command(`gap(${which}, ${ahead})`, (model, real) => {
      const tab = oneOf(model.tabs, which);
      return pushes(model, real, tab, numbered(tab.sent.length + ahead, batch.slice(0, 1)));
    }),
  );

/** Another operation under a number that is known. */
const otherBody = fc.tuple(index, index).map(([which, number]) =>
  command(
    `otherBody(${which}, ${number})`,
    async (model, real) => {
      const tab = sender(model, which);
      const known = oneOf(tab.sent, number);
      const other: Operation = { type: 'renameNode', id: 'a', name: 'never sent before' };
      const role = model.roles[tab.person];
      const code = role === undefined ? 'NOT_FOUND' : role === 'viewer' ? 'FORBIDDEN' : 'CONFLICT';
      expect(await real.push(tab, [{ ...known, operation: other }])).toEqual({
        status: 'refused',
        code,
      });
    },
    hasSent,
  ),
);

/** Two tabs push at the same moment; the answers are those of one order or of the other. */
const together = fc.tuple(index, index, operations, operations).map(([one, two, first, second]) =>
  command(`together(${one}, ${two})`, async (model, real) => {
    const a = oneOf(model.tabs, one);
    const b = oneOf(
      model.tabs.filter((tab) => tab !== a),
      two,
    );
    const fromA = numbered(a.sent.length + 1, first);
    const fromB = numbered(b.sent.length + 1, second);
    const outcomes = await Promise.all([real.push(a, fromA), real.push(b, fromB)]);
    const inOrder = (server: ServerModel) => [
      expectedOutcome(server, a, fromA),
      expectedOutcome(server, b, fromB),
    ];
    const matches = sameJson(inOrder(copyOfModel(model)), outcomes);
    if (matches) inOrder(model);
    else {
      const behind = expectedOutcome(model, b, fromB);
      expect(outcomes).toEqual([expectedOutcome(model, a, fromA), behind]);
    }
    if (outcomes[0]?.status === 'answered') a.sent.push(...fromA);
    if (outcomes[1]?.status === 'answered') b.sent.push(...fromB);
  }),
);

const open = fc.tuple(index, index).map(([design, person]) =>
  command(
    `open(${design}, ${person})`,
    async (model) => {
      freshTab(model, design % model.designs.length, person % model.roles.length);
    },
    ({ tabs }) => tabs.length < TABS,
  ),
);

const fork = fc.tuple(index).map(([which]) =>
  command(
    `fork(${which})`,
    async (model, real) => {
      const { graph } = oneOf(model.designs, which);
      model.designs.push(new SmallServer(graph));
      await real.add(graph);
      freshTab(model, model.designs.length - 1, 0);
    },
    ({ designs }) => designs.length < DESIGNS,
  ),
);

/** What makes of one design, by its owner, what another became since both began. */
const merge = fc.tuple(index, index).map(([into, from]) =>
  command(
    `merge(${into}, ${from})`,
    async (model, real) => {
      const ours = into % model.designs.length;
      const theirs = oneOf(model.designs, from);
      const { graph } = must(model.designs[ours], 'the design');
      const made = mergeDesigns({ base: theirs.start, ours: graph, theirs: theirs.graph });
      if (made.operations.length === 0) return;
      const tab = freshTab(model, ours, 0);
      await pushes(model, real, tab, numbered(1, made.operations));
      expect(must(model.designs[ours], 'the design').graph).toEqual(made.merged);
    },
    ({ designs }) => designs.length > 1,
  ),
);

/** Makes of a design, by its owner, what it was at some revision. */
const restore = fc.tuple(index, index).map(([which, revision]) =>
  command(`restore(${which}, ${revision})`, async (model, real) => {
    const design = which % model.designs.length;
    const server = must(model.designs[design], 'the design');
    const past = new SmallServer(server.start);
    for (const { operation, seq } of server.log.slice(0, revision % (server.log.length + 1)))
      past.push(`past-${past.log.length}`, [{ seq: 1, gesture: `${seq}`, operation }]);
    const back = operationsBetween(server.graph, past.graph);
    if (back.length === 0) return;
    await pushes(model, real, freshTab(model, design, 0), numbered(1, back));
    expect(server.graph).toEqual(past.graph);
  }),
);

/** Somebody other than the owner is let go, or gets another role. */
const regrade = fc
  .tuple(index, fc.constantFrom(undefined, 'viewer' as const, 'editor' as const))
  .map(([which, role]) =>
    command(`regrade(${which}, ${role})`, async (model, real) => {
      const person = 1 + (which % (model.roles.length - 1));
      const userId = must(real.people[person], 'the person');
      const { projectId } = real;
      const { db } = real.instance();
      await db
        .delete(projectMembers)
        .where(and(eq(projectMembers.projectId, projectId), eq(projectMembers.userId, userId)));
      if (role) await db.insert(projectMembers).values({ projectId, userId, role });
      model.roles[person] = role;
    }),
  );

/** An instance starts anew. */
const forget = fc.tuple(index).map(([which]) =>
  command(`forget(${which})`, async (_model, real) => {
    const { documents } = real.instance();
    documents.forget(oneOf(real.designIds, which));
  }),
);

/** Everything that may be asked of a server, in any order. */
export const serverCommands: readonly fc.Arbitrary<Command>[] = [
  ...[push, push, push, retry, stepOver, duplicate, reorder, gap, otherBody],
  ...[together, together, open, fork, merge, restore, regrade, forget],
];
