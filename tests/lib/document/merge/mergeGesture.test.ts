import { expect, it } from 'vitest';
import { mergedIn, mergeGesture } from '@/lib/document/merge/mergeGesture';
import { idSchema } from '@/lib/graph/schemas';
import { newId } from '@/lib/ids';

it('[P15] says in the id of the gesture what was merged', () => {
  const merged = { id: newId(), revision: 2_147_483_647 };
  const gesture = mergeGesture(merged);
  expect(idSchema.parse(gesture)).toBe(gesture);
  expect(mergedIn(gesture)).toEqual(merged);
  expect(mergeGesture(merged)).not.toBe(gesture);
});

it.each([
  newId(),
  'merge',
  'merge.x',
  'merge.x.y.z',
  'merge..1.z',
  'merge.x.01.z',
  'merge.x.1.',
  'merge.x.-1.z',
])('[P15] takes “%s” for a gesture of another sort', (gesture) => {
  expect(mergedIn(gesture)).toBeUndefined();
});
