import { expect } from 'vitest';
import type { Scene } from './scene';
import { settle, type Verdict } from './verdict';

/** Mends a scene, waits until everybody is at rest, expects that nothing is lost, doubled, unequal or out of order, and closes it. */
export async function expectWhole(scene: Scene, forgotten?: ReadonlySet<string>): Promise<Verdict> {
  const verdict = await settle(scene, forgotten);
  expect(verdict).toEqual({
    acknowledged: expect.any(Number),
    logged: expect.any(Number),
    lost: [],
    duplicates: [],
    unequal: [],
    faults: [],
  });
  expect(verdict.logged).toBeGreaterThan(0);
  await scene.close();
  return verdict;
}
