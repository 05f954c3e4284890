import { expect, test } from 'vitest';
import { pauseBefore } from '@/db/wake/pauseBefore';

test('pauses grow to five seconds and no further', () => {
  const longest = [0, 1, 2, 3, 4, 5, 6, 1_000].map((failures) => pauseBefore(failures, 1));
  expect(longest).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
});

test('pauses are spread, and never vanish', () => {
  expect([0, 0.5, 1].map((random) => pauseBefore(3, random))).toEqual([1_000, 1_500, 2_000]);
});
