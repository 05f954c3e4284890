import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { addNode } from '../support/seed';
import { ON_POSTGRES } from '../support/testDatabase';
import { expectWhole } from './support/expectWhole';
import { holdDesign, waitingForLocks } from './support/holdDesign';
import { stageOfFile } from './support/stageOfFile';

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
});
