import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { personalTeam } from '@/db/queries/teams/personalTeam';
import { members, organizations } from '@/db/schema/teams';
import { users } from '@/db/schema/users';
import { newId } from '@/lib/ids';
import { letIn, makeDesign, makeInvite, makeProject } from '../support/cast';
import { logOf } from '../support/document';
import { addNode } from '../support/seed';
import { served } from '../support/servedCast';
import { openTab } from '../support/tab';
import { guest, type Person, signIn, signUp } from '../support/testClient';

const { database, server } = await served();

interface Traces {
  readonly own: string;
  readonly design: string;
  readonly shared: string;
  readonly client: string;
}

/** A guest who has left a trace wherever people leave one. */
async function busyGuest(): Promise<{ person: Person; traces: Traces }> {
  const person = await guest(server.url);
  const own = await makeProject(person, 'Own');
  const design = await makeDesign(person, own);
  const tab = openTab(person, design);
  await tab.push(addNode('a'), { type: 'renameNode', id: 'gone', name: 'x' });
  const other = await guest(server.url);
  const shared = await makeProject(other, 'Shared');
  await letIn(other, person, shared, 'EDITOR');
  await makeInvite(person, own, 'VIEWER');
  const { openThread } = await person.get<{ openThread: { id: string } }>(
    'mutation($id: ID!) { openThread(designId: $id, anchor: { type: DESIGN }, body: "Why?") { id } }',
    { id: design },
  );
  await person.get('mutation($id: ID!) { resolveThread(threadId: $id, resolved: true) { id } }', {
    id: openThread.id,
  });
  await person.get(
    `mutation($own: ID!, $design: ID!) {
      setRule(projectId: $own, rule: "last-map", level: OFF) { id }
      waiveFinding(designId: $design, rule: "no-output", reason: "Not yet.") { id }
    }`,
    { own, design },
  );
  const second = await makeDesign(person, own);
  await person.get(
    'mutation($projectId: ID!, $designIds: [ID!]!) { saveComparison(projectId: $projectId, name: "Both", designIds: $designIds) { id } }',
    { projectId: own, designIds: [design, second] },
  );
  await person.get(
    'mutation($id: ID!) { startRun(input: { designId: $id, revision: 0, dataset: "digits", backend: "wasm", settings: {} }) { id } }',
    { id: design },
  );
  await person.get(
    'mutation($id: ID!) { nameVersion(designId: $id, revision: 0, name: "Begin") { id } }',
    { id: design },
  );
  await database.db.execute(sql`
    insert into invitations (id, organization_id, email, status, expires_at, inviter_id)
    select ${newId()}, id, 'friend@example.org', 'pending', now(), ${person.id}
    from organizations where personal_of = ${person.id}
  `);
  return { person, traces: { own, design, shared, client: tab.client } };
}

/** Where a table refers to a person, with how often it refers to this one. */
async function references(userId: string): Promise<Readonly<Record<string, number>>> {
  const { rows } = (await database.db.execute(sql`
    select c.conrelid::regclass::text as table, a.attname as column
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
    where c.contype = 'f' and c.confrelid = 'users'::regclass
    order by 1, 2
  `)) as unknown as { rows: readonly { table: string; column: string }[] };
  const found: Record<string, number> = {};
  for (const { table, column } of rows) {
    const counted = (await database.db.execute(
      sql`select count(*)::int as count from ${sql.raw(table)} where ${sql.raw(column)} = ${userId}`,
    )) as unknown as { rows: readonly { count: number }[] };
    found[`${table}.${column}`] = counted.rows[0]?.count ?? 0;
  }
  return found;
}

describe('a guest who makes an account', () => {
  test('keeps everything: no table refers to the guest any more, and each refers to the account', async () => {
    const { person, traces } = await busyGuest();
    const before = await references(person.id);
    const signs = new Set(['sessions.user_id', 'accounts.user_id']);
    for (const [column, count] of Object.entries(before)) {
      if (!signs.has(column)) expect([column, count > 0]).toEqual([column, true]);
    }
    const account = await signUp(server.url, 'Ada', person);
    expect(account.id).not.toBe(person.id);
    const [guestAfter, accountAfter] = [await references(person.id), await references(account.id)];
    expect(Object.values(guestAfter).every((count) => count === 0)).toBe(true);
    for (const [column, count] of Object.entries(before)) {
      if (!signs.has(column)) expect([column, accountAfter[column]]).toEqual([column, count]);
    }
    expect(await database.db.select().from(users).where(eq(users.id, person.id))).toEqual([]);
    const { projects } = await account.get<{ projects: unknown }>('{ projects { id role } }');
    expect(projects).toEqual(
      expect.arrayContaining([
        { id: traces.own, role: 'OWNER' },
        { id: traces.shared, role: 'EDITOR' },
      ]),
    );
    expect((await logOf(database, traces.design)).map(({ actorId }) => actorId)).toEqual([
      account.id,
    ]);
  });

  test('goes on pushing from the same tab, under the same numbers', async () => {
    const { person, traces } = await busyGuest();
    const account = await signUp(server.url, 'Ada', person);
    const answer = await account.ask(
      'mutation($designId: ID!, $client: ID!, $operations: [OperationInput!]!) { pushOperations(designId: $designId, client: $client, operations: $operations) { answers { outcome revision } } }',
      {
        designId: traces.design,
        client: traces.client,
        operations: [{ seq: 3, gesture: 'g', operation: addNode('b') }],
      },
    );
    expect(answer.data).toEqual({
      pushOperations: { answers: [{ outcome: 'COMMIT', revision: 2 }] },
    });
  });

  test('brings everything into an account that was there before, which has one team of its own', async () => {
    const { account } = await signUp(server.url, 'Grace');
    const before = await signIn(server.url, account);
    const old = await makeProject(before, 'Old');
    const { person, traces } = await busyGuest();
    await letIn(before, person, old, 'VIEWER');
    const after = await signIn(server.url, account, person);
    expect(after.id).toBe(before.id);
    const { projects } = await after.get<{ projects: unknown }>('{ projects { id role } }');
    expect(projects).toEqual(
      expect.arrayContaining([
        { id: old, role: 'OWNER' },
        { id: traces.own, role: 'OWNER' },
        { id: traces.shared, role: 'EDITOR' },
      ]),
    );
    const teams = await database.db.select().from(members).where(eq(members.userId, after.id));
    expect(teams).toMatchObject([{ role: 'owner' }]);
  });

  test('leaves a team that others have joined to them and to the account', async () => {
    const { person, traces } = await busyGuest();
    const colleague = await guest(server.url);
    const team = await personalTeam(database.db, { id: person.id, name: 'Guest' });
    await database.db
      .insert(members)
      .values({ organizationId: team.id, userId: colleague.id, role: 'member' });
    const account = await signUp(server.url, 'Ada', person);
    const role = 'query($id: ID!) { project(id: $id) { role } }';
    expect(await account.get(role, { id: traces.own })).toEqual({ project: { role: 'OWNER' } });
    expect(await colleague.get(role, { id: traces.own })).toEqual({ project: { role: 'EDITOR' } });
    const [kept] = await database.db
      .select()
      .from(organizations)
      .where(eq(organizations.id, team.id));
    expect(kept?.personalOf).toBeNull();
  });
});
