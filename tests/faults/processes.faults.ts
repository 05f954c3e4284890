import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { seeded } from '../support/draw';
import { addNode } from '../support/seed';
import { ON_POSTGRES } from '../support/testDatabase';
import { expectWhole } from './support/expectWhole';
import { holdDesign, waitingForLocks } from './support/holdDesign';
import { Scene, type SceneSettings, type Seat } from './support/scene';
import { DATABASE, type Stage, startStage } from './support/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage?.dispose());

async function open(seed: number, more: Partial<SceneSettings> = {}): Promise<Scene> {
  const scene = await Scene.open({ draw: seeded(seed), instances: stage.instances, ...more });
  onTestFinished(() => scene.close());
  return scene;
}

/** Two people of a scene. */
function pairOf({ seats: [ada, ben] }: Scene): readonly [Seat, Seat] {
  if (!ada || !ben) throw new Error('The scene has fewer than two people.');
  return [ada, ben];
}

/** The database server, where there is one. */
function serverOf() {
  if (!stage.server) throw new Error('There is no server.');
  return stage.server;
}

describe('an instance that is killed', () => {
  test('[F1] loses and repeats nothing, whenever it is', async () => {
    const [first] = stage.instances;
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
    const [first, second] = stage.instances;
    const scene = await open(3, { instances: [first, second ?? first] });
    const [ada, ben] = pairOf(scene);
    ada.line.set({ in: 'hold' });
    ada.client.store.perform([addNode('kept')]);
    await expect.poll(() => ben.client.session.confirmed.nodes.has('kept')).toBe(true);
    expect(ada.client.told).toEqual([]);
    await first.kill();
    await first.start();
    expect(await expectWhole(scene)).toMatchObject({ acknowledged: 1 });
    expect(ada.client.told).toMatchObject([{ answer: { outcome: 'commit', revision: 1 } }]);
  });

  test.runIf(ON_POSTGRES)('[F1] before the commit, has the work once', async () => {
    const [first, second] = stage.instances;
    const scene = await open(4, { instances: [first, second ?? first] });
    const [ada, ben] = pairOf(scene);
    const url = `${serverOf().postgres.address}/${DATABASE}`;
    const holding = await holdDesign(url, scene.designId);
    ada.client.store.perform([addNode('kept')]);
    await expect.poll(() => waitingForLocks(url)).toBeGreaterThan(0);
    await first.kill();
    expect(await ben.client.head()).toBe(0);
    // The statement that waits in the database may go on or not, now that nobody waits for its answer.
    await holding.release();
    await first.start();
    expect(await expectWhole(scene)).toMatchObject({ acknowledged: 1 });
    expect(ben.client.session.view.nodes.has('kept')).toBe(true);
  });

  test.runIf(ON_POSTGRES)(
    '[F1] after the answer and before it has told the others, has told them within 5 s all the same',
    async () => {
      const [first, second] = stage.instances;
      const scene = await open(5, { instances: [first, second ?? first] });
      const [ada, ben] = pairOf(scene);
      serverOf().line.set({ whom: 'layerboard-carrier', out: 'hold' });
      ada.client.store.perform([addNode('kept')]);
      await expect.poll(() => ada.client.told.length, { interval: 5 }).toBe(1);
      const answered = performance.now();
      await first.kill();
      await expect
        .poll(() => ben.client.session.view.nodes.has('kept'), { timeout: 30_000 })
        .toBe(true);
      expect(performance.now() - answered).toBeLessThan(5_000);
      serverOf().line.set({});
      await first.start();
      await expectWhole(scene);
    },
  );
});
