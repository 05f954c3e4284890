import { expect } from 'vitest';
import type { Scene } from './scene';
import { settle, type Verdict } from './verdict';

/** Mends a scene, waits until everybody is at rest, and expects that nothing is lost, doubled, unequal or out of order. */
export async function expectWhole(scene: Scene): Promise<Verdict> {
  const verdict = await settle(scene);
  expect(verdict).toEqual({
    acknowledged: expect.any(Number),
    lost: [],
    duplicates: [],
    unequal: [],
    faults: [],
  });
  expect(verdict.acknowledged).toBeGreaterThan(0);
  return verdict;
}
