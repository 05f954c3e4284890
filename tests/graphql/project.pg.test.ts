import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { projectInvites, projectMembers } from '@/db/schema/projects';
import { members, organizations } from '@/db/schema/teams';
import { newId } from '@/lib/ids';
import { INVITE, letIn, makeDesign, makeInvite, makeProject, REDEEM } from '../support/cast';
import { addNode } from '../support/seed';
import { served } from '../support/servedCast';
import { openTab } from '../support/tab';
import { guest, type Person } from '../support/testClient';

const { database, server } = await served();

const PROJECT = `query($id: ID!) {
  project(id: $id) {
    name role designCount archivedAt
    designs { name }
    members { role user { id name } }
  }
}`;

async function roleOf(person: Person, projectId: string): Promise<unknown> {
  const { data } = await person.ask('query($id: ID!) { project(id: $id) { role } }', {
    id: projectId,
  });
  return (data as { project: { role: string } } | null | undefined)?.project.role;
}

describe('a project', () => {
  test('begins with its maker as owner, and nothing in it', async () => {
    const owner = await guest(server.url);
    const id = await makeProject(owner, '  Vision  ');
    expect(await owner.get(PROJECT, { id })).toEqual({
      project: {
        name: 'Vision',
        role: 'OWNER',
        designCount: 0,
        archivedAt: null,
        designs: [],
        members: [{ role: 'OWNER', user: { id: owner.id, name: expect.any(String) } }],
      },
    });
  });

  test.each([
    ['', 'The name of the project must not be empty.'],
    [' \t ', 'The name of the project must not be empty.'],
    ['x'.repeat(201), 'The name of the project must be at most 200 characters.'],
    ['a\0b', 'The name of the project must not contain control characters.'],
  ])('is not called %j', async (name, message) => {
    const owner = await guest(server.url);
    const answer = await owner.ask(
      'mutation($name: String!) { createProject(name: $name) { id } }',
      {
        name,
      },
    );
    expect(answer.errors).toMatchObject([{ message, extensions: { code: 'BAD_INPUT' } }]);
  });

  test('comes first in the list when it or a design of it changed last', async () => {
    const owner = await guest(server.url);
    const [one, two, three] = [
      await makeProject(owner, 'One'),
      await makeProject(owner, 'Two'),
      await makeProject(owner, 'Three'),
    ];
    const design = await makeDesign(owner, one);
    await owner.get('mutation($id: ID!) { renameProject(id: $id, name: "Second") { id } }', {
      id: two,
    });
    await openTab(owner, design).push(addNode('a'));
    const list = () => owner.get('{ projects { name updatedAt } }');
    expect(await list()).toMatchObject({
      projects: [{ name: 'One' }, { name: 'Second' }, { name: 'Three' }],
    });
    await owner.get('mutation($id: ID!) { archiveProject(id: $id, archived: true) { id } }', {
      id: three,
    });
    expect(await list()).toMatchObject({ projects: [{ name: 'One' }, { name: 'Second' }] });
    expect(await owner.get('{ projects(archived: true) { name archivedAt } }')).toEqual({
      projects: [{ name: 'Three', archivedAt: expect.any(String) }],
    });
  });

  test('that is archived keeps its designs from being changed until it is taken out again', async () => {
    const owner = await guest(server.url);
    const id = await makeProject(owner);
    const design = await makeDesign(owner, id);
    const archive = (archived: boolean) =>
      owner.get(
        'mutation($id: ID!, $archived: Boolean!) { archiveProject(id: $id, archived: $archived) { archivedAt } }',
        { id, archived },
      );
    await archive(true);
    expect(await openTab(owner, design).push(addNode('a'))).toMatchObject({
      errors: [{ message: '“Vision” is archived. Restore it to change it.' }],
    });
    expect(await archive(false)).toEqual({ archiveProject: { archivedAt: null } });
    expect(await openTab(owner, design).push(addNode('a'))).not.toHaveProperty('errors');
  });
});

describe('a role', () => {
  test('is the higher of what the team and what the project grants', async () => {
    const [owner, colleague] = [await guest(server.url), await guest(server.url)];
    const id = await makeProject(owner);
    const [team] = await database.db
      .select()
      .from(organizations)
      .where(eq(organizations.personalOf, owner.id));
    const membership = { id: newId(), organizationId: team?.id ?? '', userId: colleague.id };
    await letIn(owner, colleague, id, 'VIEWER');
    expect(await roleOf(colleague, id)).toBe('VIEWER');
    await database.db.insert(members).values({ ...membership, role: 'member' });
    expect(await roleOf(colleague, id)).toBe('EDITOR');
    await database.db
      .update(members)
      .set({ role: 'member,admin' })
      .where(eq(members.id, membership.id));
    expect(await roleOf(colleague, id)).toBe('OWNER');
    await database.db.delete(members).where(eq(members.id, membership.id));
    await database.db
      .update(projectMembers)
      .set({ role: 'commenter' })
      .where(eq(projectMembers.userId, colleague.id));
    expect(await roleOf(colleague, id)).toBe('COMMENTER');
  });
});

describe('an invitation', () => {
  test('holds for 14 days, lets people in with its role, and counts them', async () => {
    const [owner, one, two] = [
      await guest(server.url),
      await guest(server.url),
      await guest(server.url),
    ];
    const projectId = await makeProject(owner);
    const { createInvite } = await owner.get<{
      createInvite: { id: string; token: string; expiresAt: string; role: string };
    }>(INVITE, { projectId, role: 'COMMENTER' });
    const days = (Date.parse(createInvite.expiresAt) - Date.now()) / 86_400_000;
    expect([Math.round(days), createInvite.role]).toEqual([14, 'COMMENTER']);
    for (const person of [one, two]) {
      expect(await person.get(REDEEM, { token: createInvite.token })).toEqual({
        redeemInvite: { id: projectId, role: 'COMMENTER' },
      });
    }
    const [kept] = await database.db
      .select()
      .from(projectInvites)
      .where(eq(projectInvites.id, createInvite.id));
    expect(kept).toMatchObject({ uses: 2, createdBy: owner.id });
    expect(JSON.stringify(kept)).not.toContain(createInvite.token);
  });

  test('never lowers a role, and raises a lower one', async () => {
    const [owner, person] = [await guest(server.url), await guest(server.url)];
    const projectId = await makeProject(owner);
    await letIn(owner, person, projectId, 'COMMENTER');
    await letIn(owner, person, projectId, 'VIEWER');
    expect(await roleOf(person, projectId)).toBe('COMMENTER');
    await letIn(owner, person, projectId, 'EDITOR');
    expect(await roleOf(person, projectId)).toBe('EDITOR');
    await letIn(owner, owner, projectId, 'VIEWER');
    expect(await roleOf(owner, projectId)).toBe('OWNER');
  });

  test('gives away no more than its maker has', async () => {
    const [owner, editor] = [await guest(server.url), await guest(server.url)];
    const projectId = await makeProject(owner);
    await letIn(owner, editor, projectId, 'EDITOR');
    expect(await editor.ask(INVITE, { projectId, role: 'OWNER' })).toMatchObject({
      errors: [
        { message: 'You can invite people as editor at most.', extensions: { code: 'FORBIDDEN' } },
      ],
    });
  });

  test('that has expired is answered like one that never was', async () => {
    const [owner, late] = [await guest(server.url), await guest(server.url)];
    const projectId = await makeProject(owner);
    const token = await makeInvite(owner, projectId, 'VIEWER');
    await database.db
      .update(projectInvites)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(projectInvites.projectId, projectId));
    const [expired, unknown] = [
      await late.ask(REDEEM, { token }),
      await late.ask(REDEEM, { token: 'never made' }),
    ];
    expect(expired.errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect(expired).toEqual(unknown);
  });
});

describe('the demo project', () => {
  test('holds the founding example: two designs, their comparison, a thread, and the lecture’s networks', async () => {
    const person = await guest(server.url);
    const { createDemoProject } = await person.get<{ createDemoProject: unknown }>(`mutation {
      createDemoProject {
        name role designCount
        designs { name summary { params unknown } threads { orphaned resolvedAt anchor { type element } comments { body author { id } } } }
        comparisons { name designs { name } }
      }
    }`);
    expect(createDemoProject).toEqual({
      name: 'ResNet-18 against squeeze-expand',
      role: 'OWNER',
      designCount: 4,
      designs: [
        {
          name: 'ResNet-18',
          summary: { params: 11_689_512, unknown: 0 },
          threads: [
            {
              orphaned: false,
              resolvedAt: null,
              anchor: { type: 'NODE', element: expect.any(String) },
              comments: [{ body: expect.stringMatching(/\?$/), author: { id: person.id } }],
            },
          ],
        },
        { name: expect.stringMatching(/squeeze/i), summary: expect.anything(), threads: [] },
        { name: expect.stringMatching(/MNIST/), summary: expect.anything(), threads: [] },
        {
          name: expect.stringMatching(/LeNet/),
          summary: { params: 61_706, unknown: 0 },
          threads: [],
        },
      ],
      comparisons: [
        {
          name: 'ResNet-18 against squeeze-expand',
          designs: [{ name: 'ResNet-18' }, { name: expect.stringMatching(/squeeze/i) }],
        },
      ],
    });
  });
});
