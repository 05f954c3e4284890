import { count } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { type GraphQLField, type GraphQLObjectType, getNamedType, isLeafType } from 'graphql';
import { describe, expect, test } from 'vitest';
import { insertComparison } from '@/db/queries/comparisons/insertComparison';
import { insertWaiver } from '@/db/queries/rules/insertWaiver';
import { insertThread } from '@/db/queries/threads/insertThread';
import { insertRun } from '@/db/queries/trainingRuns/insertRun';
import { schema as tables } from '@/db/schema/schema';
import { policies, type RootField } from '@/graphql/policies';
import { schema } from '@/graphql/schema';
import { can, ROLES, type Role } from '@/lib/access/permissions';
import { newId } from '@/lib/ids';
import { makeDesign, PARTS, type Part } from '../support/cast';
import { addNode } from '../support/seed';
import { servedCast } from '../support/servedCast';
import type { Person, Result } from '../support/testClient';

const { database, cast } = await servedCast();
const secondDesign = await makeDesign(cast.people.owner, cast.projectId);

type Variables = Readonly<Record<string, unknown>>;

/** Arguments with which each field can be asked by somebody who may. */
const samples: Readonly<Record<RootField, (person: Person) => Variables | Promise<Variables>>> = {
  'Query.viewer': () => ({}),
  'Query.projects': () => ({}),
  'Query.project': () => ({ id: cast.projectId }),
  'Query.design': () => ({ id: cast.designId }),
  'Query.operations': () => ({ designId: cast.designId, after: 0 }),
  'Query.history': () => ({ designId: cast.designId }),
  'Query.layerHistory': () => ({ designId: cast.designId, layer: 'a' }),
  'Query.merges': () => ({ designId: cast.designId, source: 'a' }),
  'Query.comparison': async () => ({ id: await aComparison() }),
  'Query.trainingRun': async () => ({ id: await aRun(cast.people.owner) }),
  'Mutation.createProject': () => ({ name: 'Another' }),
  'Mutation.createDemoProject': () => ({}),
  'Mutation.renameProject': () => ({ id: cast.projectId, name: 'Renamed' }),
  'Mutation.archiveProject': () => ({ id: cast.projectId, archived: false }),
  'Mutation.createInvite': () => ({ projectId: cast.projectId, role: 'VIEWER' }),
  'Mutation.redeemInvite': () => ({ token: 'no such token' }),
  'Mutation.setRule': () => ({ projectId: cast.projectId, rule: 'last-map', level: 'OFF' }),
  'Mutation.resetRules': () => ({ projectId: cast.projectId }),
  'Mutation.createDesign': () => ({ input: { projectId: cast.projectId, name: 'New' } }),
  'Mutation.forkDesign': () => ({ id: cast.designId, name: 'Variant' }),
  'Mutation.duplicateDesign': () => ({ id: cast.designId, name: 'Copy' }),
  'Mutation.renameDesign': () => ({ id: cast.designId, name: 'Renamed' }),
  'Mutation.archiveDesign': () => ({ id: cast.designId, archived: false }),
  'Mutation.nameVersion': () => ({ designId: cast.designId, revision: 0, name: 'First' }),
  'Mutation.pushOperations': () => ({
    designId: cast.designId,
    client: newId(),
    operations: [{ seq: 1, gesture: newId(), operation: addNode(newId()) }],
  }),
  'Mutation.updatePresence': () => ({
    designId: cast.designId,
    client: newId(),
    state: { cursor: null, selection: [] },
  }),
  'Mutation.openThread': () => ({
    designId: cast.designId,
    anchor: { type: 'DESIGN' },
    body: 'Why?',
  }),
  'Mutation.reply': async () => ({ threadId: await aThread(), body: 'Because.' }),
  'Mutation.resolveThread': async () => ({ threadId: await aThread(), resolved: true }),
  'Mutation.waiveFinding': async () => ({
    designId: await makeDesign(cast.people.owner, cast.projectId),
    rule: 'no-output',
    reason: 'Not yet.',
  }),
  'Mutation.withdrawWaiver': async () => ({ id: await aWaiver() }),
  'Mutation.saveComparison': () => ({
    projectId: cast.projectId,
    name: 'Both',
    designIds: [cast.designId, secondDesign],
  }),
  'Mutation.startRun': () => ({
    input: {
      designId: cast.designId,
      revision: 0,
      dataset: 'digits',
      backend: 'wasm',
      settings: {},
    },
  }),
  'Mutation.recordMetrics': async (person) => ({
    runId: await aRun(person),
    metrics: [{ step: 1, epoch: 0.1, loss: 2.3 }],
  }),
  'Mutation.finishRun': async (person) => ({ runId: await aRun(person), status: 'FINISHED' }),
  'Subscription.designEvents': () => ({ designId: cast.designId, sinceRevision: 0 }),
  'Subscription.presence': () => ({ designId: cast.designId, client: newId() }),
};

async function aRun({ id }: Person): Promise<string> {
  const run = await insertRun(database.db, {
    designId: cast.designId,
    revision: 0,
    dataset: 'digits',
    backend: 'wasm',
    settings: {},
    startedBy: id || cast.people.owner.id,
  });
  return run.id;
}

async function aThread(): Promise<string> {
  const about = { anchorType: 'design', element: null, param: null, x: null, y: null } as const;
  const { designId, people } = cast;
  const thread = { ...about, designId, revision: 0, authorId: people.owner.id, body: 'Why?' };
  return (await insertThread(database.db, thread)).id;
}

async function aWaiver(): Promise<string> {
  const { people, projectId } = cast;
  const designId = await makeDesign(people.owner, projectId);
  const about = { designId, rule: 'no-output', node: null } as const;
  const waiver = { ...about, reason: 'Not yet.', createdBy: people.owner.id };
  return (await insertWaiver(database.db, waiver)).id;
}

async function aComparison(): Promise<string> {
  const { projectId, designId, people } = cast;
  const comparison = await insertComparison(database.db, {
    projectId,
    name: 'Both',
    createdBy: people.owner.id,
    designIds: [designId, secondDesign],
  });
  return comparison.id;
}

interface Root {
  readonly name: RootField;
  readonly document: string;
}

/** Every field at the top of the schema, with a document that asks for it. */
const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  .flatMap((type) => (type ? [type] : []))
  .flatMap((type) => Object.values(type.getFields()).map((field) => rootOf(type, field)));

function rootOf({ name }: GraphQLObjectType, field: GraphQLField<unknown, unknown>): Root {
  const declared = field.args.map((arg) => `$${arg.name}: ${arg.type}`).join(', ');
  const passed = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const selection = isLeafType(getNamedType(field.type)) ? '' : ' { __typename }';
  const variables = declared && `(${declared})`;
  const args = passed && `(${passed})`;
  return {
    name: `${name}.${field.name}` as RootField,
    document: `${name.toLowerCase()}${variables} { ${field.name}${args}${selection} }`,
  };
}

/** What the table of policies says of somebody: a code, or nothing for an answer. */
function expectedCode(name: RootField, part: Part): string | undefined {
  const policy = policies[name];
  if (policy === 'anyone') return undefined;
  if (part === 'anonymous') return 'UNAUTHENTICATED';
  if (policy === 'signedIn') return undefined;
  const role: Role | undefined = ROLES.find((each) => each === part);
  if (role === undefined) return 'NOT_FOUND';
  return can(role, policy) ? undefined : 'FORBIDDEN';
}

interface Outcome {
  readonly code: string | undefined;
  readonly message: string | undefined;
}

async function tryOut({ name, document }: Root, person: Person, variables: Variables) {
  if (!name.startsWith('Subscription.')) {
    const { errors } = await person.ask(document, variables);
    return outcomeOf(errors);
  }
  const events = person.subscribe(document, variables);
  try {
    const { value } = await events.next();
    return outcomeOf(value?.errors);
  } catch (error) {
    if (Array.isArray(error)) return outcomeOf(error);
    // A socket of somebody who is not signed in is closed before anything can be asked.
    if ((error as { code?: number }).code === 4403) return { code: 'UNAUTHENTICATED', message: '' };
    throw error;
  } finally {
    await events.return?.();
  }
}

function outcomeOf(errors: Result['errors']): Outcome {
  const [error] = errors ?? [];
  return { code: error?.extensions?.code as string | undefined, message: error?.message };
}

/** How many rows each table has. */
async function rowCounts(): Promise<Variables> {
  const counts: Record<string, unknown> = {};
  for (const [name, table] of Object.entries(tables)) {
    const [row] = await database.db.select({ count: count() }).from(table as PgTable);
    counts[name] = row?.count;
  }
  return counts;
}

test('every field of the schema has a policy and is tried', () => {
  const names = roots.map(({ name }) => name).sort();
  expect(Object.keys(policies).sort()).toEqual(names);
  expect(Object.keys(samples).sort()).toEqual(names);
});

describe.each(roots)('$name', (root) => {
  test.each(PARTS)('answers the %s as its policy says', async (part) => {
    const person = cast.people[part];
    const variables = await samples[root.name](person);
    const expected = expectedCode(root.name, part);
    const before = expected === undefined ? undefined : await rowCounts();
    const { code } = await tryOut(root, person, variables);
    // The token of the sample is nobody's: being signed in is all that it takes to be told so.
    const redeemed = root.name === 'Mutation.redeemInvite' && expected === undefined;
    expect(code).toBe(redeemed ? 'NOT_FOUND' : expected);
    if (before) expect(await rowCounts()).toEqual(before);
  });
});

describe('what is not theirs', () => {
  const byId = roots.filter(({ name }) => expectedCode(name, 'outsider') === 'NOT_FOUND');

  test.each(byId)('$name does not tell it from what does not exist', async (root) => {
    const person = cast.people.outsider;
    const real = await samples[root.name](person);
    const absent = replaceIds(real);
    const [theirs, nothing] = [
      await tryOut(root, person, real),
      await tryOut(root, person, absent.variables),
    ];
    expect(nothing).toEqual({
      code: 'NOT_FOUND',
      message: theirs.message?.replace(/“.*”/, `“${absent.id}”`),
    });
    expect(theirs.code).toBe('NOT_FOUND');
  });
});

/** The same arguments with the id of a thing that does not exist. */
function replaceIds(variables: Variables): { readonly id: string; readonly variables: Variables } {
  const id = newId();
  const replace = (value: Variables): Variables =>
    Object.fromEntries(
      Object.entries(value).map(([name, inner]) => {
        if (['id', 'designId', 'projectId', 'threadId', 'runId'].includes(name)) return [name, id];
        return [name, name === 'input' ? replace(inner as Variables) : inner];
      }),
    );
  return { id, variables: replace(variables) };
}
