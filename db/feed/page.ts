import type { LogRow } from '../queries/documents/logRow';

/** Operations that a subscriber gets at once. PROTOCOL P10. */
export const PAGE = 100;
/** Bytes that their texts have together, unless one alone has more. */
const PAGE_BYTES = 900_000;

const sizes = new WeakMap<LogRow, number>();

/** Bytes of an operation as text. Found out once for all who follow. */
export function sizeOf(row: LogRow): number {
  const known = sizes.get(row);
  if (known !== undefined) return known;
  const size = Buffer.byteLength(JSON.stringify(row.operation));
  sizes.set(row, size);
  return size;
}

/** What a subscriber gets at once of a piece of the log, from `start` on and up to a revision. */
export function pageOf(rows: readonly LogRow[], start: number, upTo: number): readonly LogRow[] {
  const page: LogRow[] = [];
  let bytes = 0;
  for (const row of rows.slice(start, start + PAGE)) {
    bytes += sizeOf(row);
    if (row.revision > upTo || (page.length > 0 && bytes > PAGE_BYTES)) break;
    page.push(row);
  }
  return page;
}
