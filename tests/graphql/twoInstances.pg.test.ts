import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { enter, HERE, isHere, SAY } from '../support/presenceTab';
import { hasRedis, startRedis } from '../support/redisServer';
import { addNode } from '../support/seed';
import { follow, openTab } from '../support/tab';
import { ON_POSTGRES } from '../support/testDatabase';
import { type Instance, twoInstances } from '../support/twoInstances';

/** Somebody of the first instance, connected to the second. */
function elsewhere(person: Parameters<typeof follow>[0], { server }: Instance) {
  const there = person.at(server.url);
  onTestFinished(() => there.hangUp());
  return there;
}

/** Waits for the event that brings a revision; heartbeats come in between. */
async function until(events: ReturnType<typeof follow>, revision: number): Promise<void> {
  while ((await events.next()).toRevision < revision);
}

function contract(redisUrl: () => Promise<string | undefined>): void {
  test('[P10] what is committed on one reaches those who follow on the other', async () => {
    const { two, cast } = await twoInstances(await redisUrl());
    const events = follow(elsewhere(cast.people.viewer, two), cast.designId, 0);
    await events.next();
    const tab = openTab(cast.people.editor, cast.designId);
    for (let revision = 1; revision <= 5; revision++) {
      await tab.push(addNode(`n${revision}`));
      expect(await events.next()).toMatchObject({
        fromRevision: revision - 1,
        toRevision: revision,
      });
    }
  });

  test('[P12] people see one another, wherever they are connected and whoever takes their words', async () => {
    const { two, cast } = await twoInstances(await redisUrl());
    const { owner, viewer } = cast.people;
    onTestFinished(() => owner.hangUp());
    const mine = enter(owner, cast.designId);
    await mine.until(() => true);
    const theirs = enter(elsewhere(viewer, two), cast.designId);
    await theirs.until((all) => all.length === 2);
    await mine.until((all) => all.length === 2);
    // The tab is connected to the second instance; what it says is taken by the first.
    const said = await viewer.ask(SAY, {
      designId: cast.designId,
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
}

describe.runIf(ON_POSTGRES)('two instances with NOTIFY', () => contract(async () => undefined));

describe.runIf(ON_POSTGRES && hasRedis())('two instances with Redis', () => {
  contract(async () => (await startRedis()).url);

  test('go on writing and reading while Redis is down, from the start or later, and say so once', async () => {
    const redis = await startRedis();
    await redis.stop();
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    onTestFinished(() => said.mockRestore());
    const { two, cast } = await twoInstances(redis.url);
    const events = follow(elsewhere(cast.people.viewer, two), cast.designId, 0);
    await events.next();
    const tab = openTab(cast.people.editor, cast.designId);
    await tab.push(addNode('without'));
    await until(events, 1);
    await redis.start();
    const lines = () => said.mock.calls.map(([line]) => String(line));
    const back = () => lines().filter((line) => line.includes('carries messages')).length;
    await vi.waitFor(() => expect(back()).toBe(2), 20_000);
    await tab.push(addNode('with'));
    await until(events, 2);
    await redis.stop();
    await tab.push(addNode('again'));
    await until(events, 3);
    await vi.waitFor(() => expect(lines()).toHaveLength(6));
  });
});
