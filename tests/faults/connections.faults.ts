import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, onTestFinished, test } from 'vitest';
import { seeded } from '../support/draw';
import { expectWhole } from './support/expectWhole';
import { faultyFetch } from './support/faultyFetch';
import { Scene, type SceneSettings } from './support/scene';
import { type Stage, startStage } from './support/stage';

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
