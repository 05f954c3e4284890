import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '@/lib/document/apply';
import { addNode } from '../support/seed';
import { ON_POSTGRES } from '../support/testDatabase';
import { expectWhole } from './support/expectWhole';
import { holdDesign, waitingForLocks } from './support/holdDesign';
import { stageOfFile } from './support/stageOfFile';
import { until } from './support/until';

/** Runs that take too long for every time. */
const LONG = process.env.LAYERBOARD_FAULT_RUNS !== undefined;

const { stage, server, databaseUrl, open } = stageOfFile();

describe('an instance that is killed', () => {
  test('[F1] [F10] loses and repeats nothing, whenever it is', async () => {
    const [first] = stage().instances;
    const scenes = [await open(1, { people: 3 }), await open(2, { people: 2, instances: [first] })];
    for (let round = 0; round < 3; round++) {
      for (const scene of scenes) scene.work();
      await sleep(300 + 450 * round);
      await first.kill();
      await sleep(200);
      await first.start();
    }
    for (const scene of scenes) await expectWhole(scene);
  });

  test('[F1] after the commit and before the answer, has the work once', async () => {
    const [first, second] = stage().instances;
    const scene = await open(3, { instances: [first, second ?? first] });
    const [ada, ben] = scene.pair();
    ada.line.set({ in: 'hold' });
    ada.client.store.perform([addNode('kept')]);
    await expect
      .poll(() => ben.client.session.confirmed.nodes.has('kept'), { timeout: 30_000 })
      .toBe(true);
    expect(ada.client.told).toEqual([]);
    await first.kill();
    await first.start();
    expect(await expectWhole(scene)).toMatchObject({ logged: 1 });
    expect(ada.client.session.view.nodes.has('kept')).toBe(true);
  });

  test.runIf(ON_POSTGRES)('[F1] before the commit, has the work once', async () => {
    const [first, second] = stage().instances;
    const scene = await open(4, { instances: [first, second ?? first] });
    const [ada, ben] = scene.pair();
    const url = databaseUrl();
    const holding = await holdDesign(url, scene.designId);
    ada.client.store.perform([addNode('kept')]);
    await expect.poll(() => waitingForLocks(url), { timeout: 30_000 }).toBeGreaterThan(0);
    await first.kill();
    expect(await ben.client.head()).toBe(0);
    // The statement that waits in the database may go on or not, now that nobody waits for its answer.
    await holding.release();
    await first.start();
    expect(await expectWhole(scene)).toMatchObject({ logged: 1 });
    expect(ben.client.session.view.nodes.has('kept')).toBe(true);
  });

  test.runIf(ON_POSTGRES)(
    '[F1] after the answer and before it has told the others, has told them within 5 s all the same',
    async () => {
      const [first, second] = stage().instances;
      const scene = await open(5, { instances: [first, second ?? first] });
      const [ada, ben] = scene.pair();
      server().line.set({ whom: 'layerboard-carrier', out: 'hold' });
      ada.client.store.perform([addNode('kept')]);
      await expect.poll(() => ada.client.told.length, { timeout: 30_000, interval: 5 }).toBe(1);
      const answered = performance.now();
      await first.kill();
      await expect
        .poll(() => ben.client.session.view.nodes.has('kept'), { timeout: 30_000 })
        .toBe(true);
      expect(performance.now() - answered).toBeLessThan(5_000);
      server().line.set({});
      await first.start();
      await expectWhole(scene);
    },
  );
});

describe('an instance that is halted for a while', () => {
  test.for(LONG ? [5_000, 30_000] : [5_000])(
    '[F4] loses and repeats nothing, nor disturbs the order, after %i ms',
    async (milliseconds) => {
      const [first] = stage().instances;
      const scene = await open(6, { people: 4 });
      scene.work();
      await sleep(400);
      first.halt(true);
      await sleep(milliseconds);
      first.halt(false);
      await sleep(400);
      await expectWhole(scene);
    },
  );
});

describe('instances that are restarted one after the other', () => {
  test('[F12] lose and repeat nothing', async () => {
    const scene = await open(7, { people: 4 });
    scene.work();
    await sleep(300);
    for (const instance of stage().instances) {
      await instance.stop();
      await instance.start();
    }
    await sleep(300);
    await expectWhole(scene);
  });

  test('[F12] with another version of the protocol, let no older page change anything, and lose nothing of it', async () => {
    let ofAda = PROTOCOL_VERSION;
    const scene = await open(8, {
      tab: (index) => (index === 0 ? { speaks: () => ofAda } : {}),
    });
    const [ada, ben] = scene.pair();
    await scene.workFor(300);
    await scene.quiet();
    // Seen from the page the servers are new ones.
    ofAda = PROTOCOL_VERSION - 1;
    ada.client.store.perform([addNode('of-old')]);
    await until(() =>
      ada.client.store.getState().connection.status === 'refused' ? [] : ['Ada is not told.'],
    );
    ada.client.store.perform([addNode('of-old-too')]);
    ben.client.store.perform([addNode('of-new')]);
    await until(() =>
      ben.client.session.pending.length === 0 ? [] : ['Ben is kept from working.'],
    );
    expect(ada.client.store.getState().connection).toMatchObject({
      failure: { code: 'OUTDATED', message: expect.stringMatching(/Reload the page/) },
    });
    expect(ben.client.session.confirmed.nodes.has('of-old')).toBe(false);
    // She loads the page anew.
    ofAda = PROTOCOL_VERSION;
    await scene.reopen(ada);
    await expectWhole(scene);
    expect([...ben.client.session.view.nodes.keys()]).toEqual(
      expect.arrayContaining(['of-old', 'of-old-too', 'of-new']),
    );
  });

  test('[F12] with another version of the protocol, take what a newer page sends once they are new themselves', async () => {
    let ofAda = PROTOCOL_VERSION + 1;
    const scene = await open(9, { tab: (index) => (index === 0 ? { speaks: () => ofAda } : {}) });
    const [ada] = scene.pair();
    ada.client.store.perform([addNode('of-newer')]);
    const said = () => {
      const { connection } = ada.client.store.getState();
      return connection.status === 'offline' ? connection.reason : undefined;
    };
    await until(() =>
      said()?.startsWith('The server is older') ? [] : [`She is told ${said()}.`],
    );
    for (const instance of stage().instances) {
      await instance.stop();
      ofAda = PROTOCOL_VERSION;
      await instance.start();
    }
    await expectWhole(scene);
    expect(ada.client.session.view.nodes.has('of-newer')).toBe(true);
  });
});
