import type { DesignRevision } from '@/lib/document/merge/forkPoint';
import { mergedIn } from '@/lib/document/merge/mergeGesture';
import type { LogEntry } from './logEntry';

/** A line of the timeline: one change, or all changes of one merge. */
export interface LogLine {
  /** The newest of the changes. */
  readonly entry: LogEntry;
  readonly count: number;
  /** What was merged, where the line tells a merge. */
  readonly merged: DesignRevision | undefined;
}

/** The lines that a stretch of the log is told in. */
export function linesOf(entries: readonly LogEntry[]): readonly LogLine[] {
  const lines: LogLine[] = [];
  for (const entry of entries) {
    const merged = mergedIn(entry.gesture);
    const last = lines.at(-1);
    if (merged && last?.entry.gesture === entry.gesture)
      lines.splice(-1, 1, { ...last, count: last.count + 1 });
    else lines.push({ entry, merged, count: 1 });
  }
  return lines;
}
