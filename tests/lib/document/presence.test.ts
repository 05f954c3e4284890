import { describe, expect, it } from 'vitest';
import { colorOf, presenceSchema } from '@/lib/document/presence';

const CURSOR = { x: 1.5, y: -2 };

describe('presence', () => {
  it('[P12] is a pointer and a selection, and nothing else has to be said', () => {
    expect(presenceSchema.parse({ cursor: CURSOR, selection: ['conv'] })).toEqual({
      cursor: CURSOR,
      selection: ['conv'],
      drag: [],
      editing: null,
      view: null,
    });
    expect(presenceSchema.safeParse({ cursor: null, selection: [] }).success).toBe(true);
  });

  it.each([
    ['a name of its own choice', { name: 'Mallory' }],
    ['a user of its own choice', { userId: 'u1' }],
    ['a pointer that is nowhere', { cursor: { x: Number.NaN, y: 0 } }],
    ['a pointer outside of the world', { cursor: { x: 0, y: 1e7 } }],
    ['a selection without end', { selection: Array.from({ length: 201 }, () => 'a') }],
    ['a selection of things that cannot be', { selection: ['<script>'] }],
    ['a view of nothing', { view: { x: 0, y: 0, width: 0, height: 10 } }],
    ['a parameter without a name that fits', { editing: { node: 'a', param: 'x'.repeat(65) } }],
  ])('[P12] refuses %s', (_name, change) => {
    const value = { cursor: CURSOR, selection: [], ...change };
    expect(presenceSchema.safeParse(value).success).toBe(false);
  });

  it('[P12] gives a person the same colour whoever looks, and different people different ones', () => {
    const colors = Array.from({ length: 200 }, (_, user) => colorOf(`user-${user}`));
    for (const color of colors) expect(color).toMatch(/^#[0-9a-f]{6}$/u);
    expect(new Set(colors).size).toBe(8);
    expect(colorOf('user-7')).toBe(colorOf('user-7'));
    expect(colorOf('')).toMatch(/^#/u);
  });
});
