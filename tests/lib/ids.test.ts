import { expect, it } from 'vitest';
import { idSchema } from '@/lib/graph/schemas';
import { newId } from '@/lib/ids';

it('makes ids that may be stored, that differ, and that use the whole alphabet', () => {
  const ids = Array.from({ length: 2_000 }, newId);
  for (const id of ids) {
    expect(id).toMatch(/^[a-z0-9]{16}$/u);
    expect(idSchema.safeParse(id).success).toBe(true);
  }
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(ids.join('')).size).toBe(36);
});
