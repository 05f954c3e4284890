import { afterAll, beforeAll } from 'vitest';
import { must } from '@/lib/invariant';
import { seeded } from '@/tests/support/draw';
import { Scene, type SceneSettings } from './scene';
import { DATABASE, type Stage, startStage } from './stage';

/** The deployment of one test file. */
export interface StageOfFile {
  stage(): Stage;
  /** The database server and the line to it, where there is one. */
  server(): NonNullable<Stage['server']>;
  /** Address of the database without the line. */
  databaseUrl(): string;
  /** Opens a scene, which is closed when it was found whole, and after the tests at the latest. */
  open(seed: number, more?: Partial<SceneSettings>): Promise<Scene>;
}

/** Starts a deployment before the tests of a file, and ends it after them. */
export function stageOfFile(): StageOfFile {
  let running: Stage | undefined;
  const scenes: Scene[] = [];
  beforeAll(async () => {
    running = await startStage();
  });
  afterAll(async () => {
    await Promise.all(scenes.map((scene) => scene.close()));
    await running?.dispose();
  });

  const stage = () => must(running, 'the deployment');
  const server = () => must(stage().server, 'the database server');
  return {
    stage,
    server,
    databaseUrl: () => `${server().postgres.address}/${DATABASE}`,
    async open(seed, more = {}) {
      const { instances } = stage();
      const scene = await Scene.open({ draw: seeded(seed), instances, ...more });
      scenes.push(scene);
      return scene;
    },
  };
}
