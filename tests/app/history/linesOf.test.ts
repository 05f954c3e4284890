import { expect, it } from 'vitest';
import { linesOf } from '@/app/(workspace)/designs/[designId]/_editor/history/linesOf';
import type { LogEntry } from '@/app/(workspace)/designs/[designId]/_editor/history/logEntry';
import { mergeGesture } from '@/lib/document/merge/mergeGesture';

function entry(revision: number, gesture: string): LogEntry {
  const operation = { type: 'renameNode', id: 'conv', name: `${revision}` } as const;
  return { revision, gesture, operation, inverse: [], actor: null, at: '2026-01-01T00:00:00Z' };
}

it('[P15] tells the changes of one merge in one line, and every other change in its own', () => {
  const source = { id: 'variant', revision: 7 };
  const [first, second] = [mergeGesture(source), mergeGesture(source)];
  const gestures = ['one', 'one', first, first, first, second, 'two'];
  const entries = gestures.map((gesture, index) => entry(9 - index, gesture));
  expect(
    linesOf(entries).map((line) => [line.entries[0].revision, line.entries.length, line.merged]),
  ).toEqual([
    [9, 1, undefined],
    [8, 1, undefined],
    [7, 3, source],
    [4, 1, source],
    [3, 1, undefined],
  ]);
});
