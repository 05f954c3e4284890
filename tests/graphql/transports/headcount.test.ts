import { expect, test } from 'vitest';
import { Headcount } from '@/graphql/transports/headcount';

test('lets nobody have more than so many, and forgets who has none', () => {
  const heads = new Headcount(2);
  const [one, two] = [heads.take('ada'), heads.take('ada')];
  expect(heads.take('ada')).toBeUndefined();
  expect(heads.take('bob')).toBeDefined();
  one?.();
  one?.();
  expect(heads.take('ada')).toBeDefined();
  expect(heads.take('ada')).toBeUndefined();
  two?.();
  expect(heads.size).toBe(2);
  for (let count = 0; count < 10_000; count++) heads.take(`guest-${count}`)?.();
  expect(heads.size).toBe(2);
});
