import { markOf, type Position } from '@/lib/document/position';
import type { LogRow } from '../queries/documents/logRow';
import { sizeOf } from './page';

/** Newest operations that are kept in memory for all followers. */
export const KEPT = 1_000;
const KEPT_BYTES = 4 * 1024 * 1024;

/** The newest operations of one design, without a hole, and where the log stands. */
export class LogTail {
  private rows: readonly LogRow[] = [];
  private bytes = 0;
  private head: Position | undefined;

  /** Position of the newest operation; undefined while nothing is known. */
  get newest(): Position | undefined {
    return this.head;
  }

  /** What is in memory of the log after a revision, if that is where it begins or goes on. */
  after(revision: number): readonly LogRow[] {
    const start = revision + 1 - (this.rows[0]?.revision ?? 0);
    return start < 0 ? [] : this.rows.slice(start);
  }

  /** Takes operations that follow on what is known; what is known of them already is left out. */
  append(rows: readonly LogRow[]): void {
    const known = this.head?.revision ?? 0;
    const fresh = rows.filter(({ revision }) => revision > known);
    const last = fresh.at(-1);
    if (last) this.head = { revision: last.revision, mark: markOf(last) };
    this.rows = [...this.rows, ...fresh];
    this.bytes += fresh.reduce((sum, row) => sum + sizeOf(row), 0);
    let dropped = 0;
    while (this.rows.length - dropped > KEPT || this.bytes > KEPT_BYTES) {
      const row = this.rows[dropped++];
      if (!row) break;
      this.bytes -= sizeOf(row);
    }
    if (dropped > 0) this.rows = this.rows.slice(dropped);
  }

  /** Takes the log to go to a position, and to be unknown. */
  reset(head: Position | undefined): void {
    this.head = head;
    this.rows = [];
    this.bytes = 0;
  }
}
