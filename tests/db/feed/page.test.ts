import { expect, test } from 'vitest';
import { PAGE, pageOf, sizeOf } from '@/db/feed/page';
import type { LogRow } from '@/db/queries/documents/logRow';

function row(revision: number, name = ''): LogRow {
  return {
    revision,
    client: 'c',
    seq: revision,
    gesture: 'g',
    actorId: null,
    operation: { type: 'renameNode', id: 'a', name },
    at: new Date(0),
  };
}

const revisions = (rows: readonly LogRow[]) => rows.map(({ revision }) => revision);

test('[P10] a page has at most 100 operations', () => {
  const rows = Array.from({ length: 250 }, (_, index) => row(index + 1));
  expect(revisions(pageOf(rows, 0, 250))).toEqual(revisions(rows.slice(0, PAGE)));
  expect(revisions(pageOf(rows, 200, 250))).toEqual(revisions(rows.slice(200)));
});

test('a page goes no further than it is told to', () => {
  const rows = Array.from({ length: 50 }, (_, index) => row(index + 1));
  expect(revisions(pageOf(rows, 10, 13))).toEqual([11, 12, 13]);
  expect(pageOf(rows, 10, 10)).toEqual([]);
});

test('a page has at most 900,000 bytes, unless one operation alone has more', () => {
  const long = 'é'.repeat(200_000);
  const rows = [row(1, long), row(2, long), row(3, long), row(4, 'x'.repeat(2_000_000)), row(5)];
  expect(sizeOf(row(1, long))).toBe(400_000 + sizeOf(row(1)));
  expect(revisions(pageOf(rows, 0, 5))).toEqual([1, 2]);
  expect(revisions(pageOf(rows, 2, 5))).toEqual([3]);
  expect(revisions(pageOf(rows, 3, 5))).toEqual([4]);
});
