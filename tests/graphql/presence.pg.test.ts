import { describe, expect, test } from 'vitest';
import { newId } from '@/lib/ids';
import { letIn, removeFrom } from '../support/cast';
import { enter, HERE, isHere, SAY, WATCH } from '../support/presenceTab';
import { servedCast } from '../support/servedCast';
import { guest } from '../support/testClient';

const { database, server, cast } = await servedCast();

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
