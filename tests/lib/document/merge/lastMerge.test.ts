import { expect, it } from 'vitest';
import { lastMerge, type MergeRecord } from '@/lib/document/merge/lastMerge';

const merged = (id: string, of: number, at: number): MergeRecord => ({
  source: { id, revision: of },
  revision: at,
});
const history = (id: string, revision: number, ...merges: MergeRecord[]) => ({
  id,
  revision,
  merges,
});

it('[P15] finds none where none was, where another design was merged, or where the log claims what is not there', () => {
  expect(lastMerge(history('a', 9), history('b', 9))).toBeUndefined();
  expect(lastMerge(history('a', 9, merged('c', 1, 2)), history('b', 9))).toBeUndefined();
  expect(lastMerge(history('a', 9, merged('b', 10, 2)), history('b', 9))).toBeUndefined();
});

it('[P15] finds the newest revision that was merged, in either direction', () => {
  const ours = history('a', 20, merged('b', 3, 5), merged('b', 7, 12));
  expect(lastMerge(ours, history('b', 9))).toEqual({ id: 'b', revision: 7 });
  expect(lastMerge(history('b', 9), ours)).toEqual({ id: 'b', revision: 7 });
});

it('[P15] of merges in both directions takes the one that holds the other', () => {
  const ours = history('a', 20, merged('b', 7, 12));
  expect(lastMerge(ours, history('b', 30, merged('a', 15, 28)))).toEqual({ id: 'a', revision: 15 });
  expect(lastMerge(ours, history('b', 30, merged('a', 4, 5)))).toEqual({ id: 'b', revision: 7 });
});
