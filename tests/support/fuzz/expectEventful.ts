import { expect } from 'vitest';
import type { Happenings } from './happenings';

/** What has to happen in runs that are worth anything. */
const EVENTS = [
  'gesture',
  'undo',
  'redo',
  'restore',
  'fork',
  'merge',
  'commit',
  'rebased',
  'discard',
  'reject',
  'push lost',
  'answer lost',
  'push repeated',
  'pushes at once',
  'entry lost',
  'entry repeated',
  'gap',
  'resync',
  'tab closed',
  'tab reopened',
] as const;

/** Expects that everything that can happen did, each thing so often at least. */
export function expectEventful({ counts }: Happenings, least: number): void {
  const rare = EVENTS.filter((name) => (counts.get(name) ?? 0) < least);
  expect(rare.map((name) => [name, counts.get(name) ?? 0])).toEqual([]);
}
