import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Database } from '@/db/database';
import { openPostgres } from '@/db/open/openPostgres';
import { newId } from '@/lib/ids';
import { type Cast, letIn, makeCast, removeFrom } from '../support/cast';
import { guest, type Person } from '../support/testClient';
import { copyOfTemplate, ON_POSTGRES, openTestDatabase } from '../support/testDatabase';
import { startTestServer, type TestServer } from '../support/testServer';

let database: Database;
let server: TestServer;
let cast: Cast;

beforeAll(async () => {
  database = await openTestDatabase();
  server = await startTestServer(database);
  cast = await makeCast(database, server.url);
});

afterAll(async () => {
  await Promise.all(Object.values(cast.people).map((person) => person.hangUp()));
  await server.close();
  await database.close();
});

const WATCH = `subscription($designId: ID!, $client: ID!) {
  presence(designId: $designId, client: $client) { participants { client state user { id name } } }
}`;

const SAY = `mutation($designId: ID!, $client: ID!, $state: JSON!) {
  updatePresence(designId: $designId, client: $client, state: $state)
}`;

interface Participant {
  readonly client: string;
  readonly state: unknown;
  readonly user: { readonly id: string };
}

/** A tab in a design: sees who is there, and says where it is. */
function enter(person: Person, designId: string, client = newId()) {
  const frames = person.subscribe(WATCH, { designId, client });
  onTestFinished(async () => {
    await frames.return?.();
  });
  return {
    client,
    /** The next frame of which something holds. */
    async until(holds: (participants: readonly Participant[]) => boolean) {
      for (;;) {
        const { value, done } = await frames.next();
        if (done || value.errors) throw new Error(JSON.stringify(value?.errors ?? 'ended'));
        const { participants } = (value.data as { presence: { participants: Participant[] } })
          .presence;
        if (holds(participants)) return participants;
      }
    },
    say: (state: unknown, as = client) => person.ask(SAY, { designId, client: as, state }),
    leave: () => frames.return?.(),
  };
}

const HERE = { cursor: { x: 3, y: 4 }, selection: ['a'], drag: [], editing: null, view: null };

describe('presence', () => {
  test('[P12] shows everybody who is subscribed, oneself included, until they go', async () => {
    const { owner, viewer } = cast.people;
    const mine = enter(owner, cast.designId);
    expect(await mine.until(() => true)).toMatchObject([
      { client: mine.client, user: { id: owner.id } },
    ]);
    const theirs = enter(viewer, cast.designId);
    await theirs.until((all) => all.length === 2);
    expect(await mine.until((all) => all.length === 2)).toMatchObject([
      { client: mine.client, user: { id: owner.id } },
      { client: theirs.client, user: { id: viewer.id } },
    ]);
    await theirs.leave();
    expect(await mine.until((all) => all.length === 1)).toMatchObject([{ client: mine.client }]);
  });

  test('[P12] tells the others where somebody is', async () => {
    const [mine, theirs] = [
      enter(cast.people.owner, cast.designId),
      enter(cast.people.viewer, cast.designId),
    ];
    await mine.until((all) => all.length === 2);
    expect(await theirs.say(HERE)).toEqual({ status: 200, data: { updatePresence: true } });
    const moved = await mine.until((all) => all.some(({ state }) => isHere(state)));
    expect(moved.find(({ client }) => client === theirs.client)?.state).toEqual(HERE);
  });

  test('[P12] takes the person from the session: nobody can speak as another tab', async () => {
    const { owner, editor } = cast.people;
    const mine = enter(owner, cast.designId);
    const theirs = enter(editor, cast.designId);
    await mine.until((all) => all.length === 2);
    expect(await theirs.say(HERE, mine.client)).toMatchObject({
      data: { updatePresence: false },
    });
    await theirs.say({ ...HERE, selection: ['b'] });
    const seen = await mine.until((all) =>
      all.some(({ state }) => JSON.stringify(state).includes('"b"')),
    );
    expect(seen.find(({ client }) => client === mine.client)?.state).toMatchObject({
      cursor: null,
      selection: [],
    });
  });

  test('[P12] refuses a subscription under the client of somebody else', async () => {
    const mine = enter(cast.people.owner, cast.designId);
    await mine.until(() => true);
    const frames = cast.people.editor.subscribe(WATCH, {
      designId: cast.designId,
      client: mine.client,
    });
    await expect(frames.next()).rejects.toMatchObject([
      {
        message: `The client “${mine.client}” belongs to somebody else.`,
        extensions: { code: 'FORBIDDEN' },
      },
    ]);
  });

  test('lets a tab come back before its old socket was missed', async () => {
    const before = enter(cast.people.owner, cast.designId);
    await before.until(() => true);
    const after = enter(cast.people.owner, cast.designId, before.client);
    await after.until((all) => all.length === 1);
    await before.leave();
    const other = enter(cast.people.viewer, cast.designId);
    expect(await other.until((all) => all.length === 2)).toMatchObject([
      { client: before.client },
      { client: other.client },
    ]);
  });

  test.each([
    ['a field that is not known', { ...HERE, user: 'root' }],
    ['a pointer that is no point', { ...HERE, cursor: { x: 'left', y: 0 } }],
    ['a name that is no id', { ...HERE, selection: ['<script>'] }],
    ['a text', 'here'],
  ])('refuses %s', async (_name, state) => {
    const mine = enter(cast.people.owner, cast.designId);
    await mine.until(() => true);
    expect(await mine.say(state)).toMatchObject({
      errors: [{ extensions: { code: 'BAD_INPUT' } }],
    });
  });

  test('puts nobody on the list who speaks without being subscribed', async () => {
    const mine = enter(cast.people.owner, cast.designId);
    await mine.until(() => true);
    const stray = newId();
    await cast.people.viewer.get(SAY, { designId: cast.designId, client: stray, state: HERE });
    const theirs = enter(cast.people.viewer, cast.designId);
    await theirs.until(() => true);
    await theirs.say({ ...HERE, selection: ['last'] });
    const seen = await mine.until((all) =>
      all.some(({ state }) => JSON.stringify(state).includes('last')),
    );
    expect(seen.map(({ client }) => client)).toEqual([mine.client, theirs.client]);
  });

  test('ends for somebody who has lost access', async () => {
    const leaver = await guest(server.url);
    await letIn(cast.people.owner, leaver, cast.projectId, 'VIEWER');
    const theirs = enter(leaver, cast.designId);
    const mine = enter(cast.people.owner, cast.designId);
    await mine.until((all) => all.length === 2);
    await removeFrom(database, cast.projectId, leaver);
    await expect(theirs.until(() => false)).rejects.toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
    ]);
    await mine.until((all) => all.length === 1);
    await leaver.hangUp();
  });
});

describe.runIf(ON_POSTGRES)('between two instances', () => {
  test('[P12] people see one another, wherever they are connected and whoever takes their words', async () => {
    const url = await copyOfTemplate();
    const databases = [await openPostgres({ url }), await openPostgres({ url })] as const;
    const servers = [
      await startTestServer(databases[0]),
      await startTestServer(databases[1]),
    ] as const;
    const ours = await makeCast(databases[0], servers[0].url);
    const { owner, viewer } = ours.people;
    const elsewhere = viewer.at(servers[1].url);
    onTestFinished(async () => {
      await Promise.all([owner.hangUp(), elsewhere.hangUp()]);
      for (const each of servers) await each.close();
      for (const each of databases) await each.close();
    });
    const mine = enter(owner, ours.designId);
    await mine.until(() => true);
    const theirs = enter(elsewhere, ours.designId);
    await theirs.until((all) => all.length === 2);
    await mine.until((all) => all.length === 2);
    // The tab is connected to the second instance; what it says is taken by the first.
    const said = await viewer.ask(SAY, {
      designId: ours.designId,
      client: theirs.client,
      state: HERE,
    });
    expect(said).toEqual({ status: 200, data: { updatePresence: true } });
    const seen = await mine.until((all) =>
      all.some(({ client, state }) => client === theirs.client && isHere(state)),
    );
    expect(seen).toHaveLength(2);
    await theirs.leave();
    await mine.until((all) => all.length === 1);
  });
});

function isHere(state: unknown): boolean {
  return JSON.stringify(state) === JSON.stringify(HERE);
}
