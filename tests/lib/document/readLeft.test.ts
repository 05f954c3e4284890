import { expect, it } from 'vitest';
import { readLeft } from '@/lib/document/readLeft';

it('[P17] goes on with what it can read, under its numbers, and hands back the rest with the reason', () => {
  const rename = { type: 'renameNode', id: 'conv', name: 'stem' } as const;
  const strange = { type: 'renameNode', id: 'conv', name: 'stem', colour: 'red' };
  expect(
    readLeft([
      { seq: 4, gesture: 'a', operation: rename },
      { seq: 5, gesture: 'b', operation: strange },
      { seq: 6, gesture: 'c', operation: undefined },
    ]),
  ).toEqual({
    pending: [{ seq: 4, gesture: 'a', operation: rename }],
    refused: [
      {
        seq: 5,
        gesture: 'b',
        operation: null,
        content: strange,
        code: 'MALFORMED',
        message: expect.stringMatching(/^Another version of this page left it unsent, .*colour/),
      },
      expect.objectContaining({ seq: 6, operation: null, content: undefined }),
    ],
  });
});
