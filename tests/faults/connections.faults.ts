import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { seeded } from '../support/draw';
import { addNode } from '../support/seed';
import { ON_POSTGRES } from '../support/testDatabase';
import { expectWhole } from './support/expectWhole';
import { faultyFetch } from './support/faultyFetch';
import { holdDesign } from './support/holdDesign';
import { stageOfFile } from './support/stageOfFile';
import { until } from './support/until';

const { stage, databaseUrl, open } = stageOfFile();

describe('a line that is cut for a while', () => {
  test.concurrent.for([
    ['both ways', { out: 'hold', in: 'hold' }],
    ['on the way out', { out: 'hold' }],
    ['on the way back', { in: 'hold' }],
    ['for good, both ways', { out: 'lose', in: 'lose' }],
    ['for good, on the way back', { in: 'lose' }],
  ] as const)('[F5] %s loses and repeats nothing', async ([name, weather]) => {
    const scene = await open(name.length, { people: 3 });
    scene.work();
    for (const seat of scene.seats.slice(1)) {
      await sleep(300);
      seat.line.set(weather);
      await sleep(1_000);
      seat.line.set({});
      // What was lost is noticed by time alone; a page would be told of the new line.
      seat.line.reset();
    }
    await expectWhole(scene);
  });
});

describe('requests that are made twice', () => {
  test.concurrent('[F6] have their effect once, also when answers come late, never or to others', async () => {
    const faulty = faultyFetch(seeded(6));
    const scene = await open(61, { people: 3, tab: () => ({ fetch: faulty.fetch }) });
    await scene.workFor(3_000);
    faulty.mend();
    await expectWhole(scene);
  });
});

describe('what lasts', () => {
  test.concurrent('[F5] half a minute without a line, cut or half open, loses and repeats nothing', async () => {
    const scene = await open(5, { people: 3 });
    const [ada, ben] = scene.pair();
    await scene.workFor(500);
    ada.line.set({ out: 'hold', in: 'hold' });
    ben.line.set({ out: 'lose', in: 'lose' });
    await scene.workFor(1_000);
    const unsent = [ada, ben].map(({ client }) => client.session.pending.length);
    expect(Math.min(...unsent)).toBeGreaterThan(0);
    await sleep(30_000);
    for (const { client } of [ada, ben])
      expect(client.store.getState().connection.status).toBe('offline');
    await expectWhole(scene);
  });

  test
    .runIf(ON_POSTGRES)
    .concurrent(
      '[F8] until a statement of the database runs out of time loses nothing',
      async () => {
        const scene = await open(8);
        const [ada] = scene.pair();
        const holding = await holdDesign(databaseUrl(), scene.designId);
        ada.client.store.perform([addNode('kept')]);
        const said = () => stage().instances.map((instance) => instance.output());
        await until(() =>
          said().some((output) => output.includes('canceling statement due to statement timeout'))
            ? []
            : ['No statement has run out of time.'],
        );
        await holding.release();
        expect(await expectWhole(scene)).toMatchObject({ logged: 1 });
      },
    );

  test.concurrent('[F7] without a word from the line is noticed within 15 s, and the line left for another', async () => {
    const scene = await open(7);
    const [ada, ben] = scene.pair();
    await until(() => (ada.line.count() > 1 ? [] : ['Ada has no socket.']));
    ada.line.set({ out: 'lose', in: 'lose' });
    const cut = performance.now();
    const status = () => ada.client.store.getState().connection.status;
    await until(() => (status() === 'offline' ? [] : ['Ada takes herself for connected.']));
    expect(performance.now() - cut).toBeLessThan(15_000);
    ben.client.store.perform([addNode('meanwhile')]);
    ada.client.store.perform([addNode('offline')]);
    await expectWhole(scene);
    expect(ada.client.session.view.nodes.has('meanwhile')).toBe(true);
  });
});

describe('a tab', () => {
  test.concurrent('[F14] that is killed leaves its unsent work to the next, which sends it once', async () => {
    const scene = await open(141);
    const [ada] = scene.pair();
    ada.line.set({ out: 'hold' });
    ada.client.store.perform([addNode('unsent'), addNode('unsent-too')]);
    await scene.reopen(ada);
    await expectWhole(scene);
    expect(ada.client.session.view.nodes.has('unsent-too')).toBe(true);
  });

  test.concurrent('[F14] that is killed before an answer arrives leaves work that is taken once', async () => {
    const scene = await open(142);
    const [ada, ben] = scene.pair();
    ada.line.set({ in: 'hold' });
    ada.client.store.perform([addNode('unanswered')]);
    await until(() =>
      ben.client.session.view.nodes.has('unanswered') ? [] : ['Ben sees nothing.'],
    );
    await scene.reopen(ada);
    await expectWhole(scene);
  });

  test.concurrent('[F14] does not get in the way of another of the same person', async () => {
    const scene = await open(143, { people: 3, onePerson: true });
    await scene.workFor(1_500);
    await expectWhole(scene);
  });

  test.concurrent('[F14] loses nothing that was acknowledged, where the browser keeps nothing', async () => {
    const scene = await open(144, { tab: () => ({ outbox: undefined }) });
    await scene.workFor(1_000);
    const [ada] = scene.pair();
    await scene.reopen(ada);
    await scene.workFor(500);
    await expectWhole(scene);
  });
});

describe('a clock that is wrong', () => {
  test.for([-1, 1])('[F13] by %i h does no harm', async (hours) => {
    const scene = await open(13 + hours);
    scene.work();
    await sleep(300);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + hours * 3_600_000 });
    await sleep(700);
    vi.useRealTimers();
    await sleep(300);
    await expectWhole(scene);
  });
});
