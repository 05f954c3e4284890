import { expect, test } from 'vitest';
import { framePause } from '@/graphql/presence/framePause';

test('[P12] frames come twenty times a second, and slower the more people there are', () => {
  expect([1, 30, 44, 100, 200, 500].map(framePause)).toEqual([50, 50, 50, 250, 1_000, 6_250]);
});
