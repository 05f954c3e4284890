import type { DesignRevision } from '@/lib/document/merge/forkPoint';
import { mergedIn } from '@/lib/document/merge/mergeGesture';
import type { LogEntry } from './logEntry';

/** A line of the timeline: one change, or all changes of one merge. */
export interface LogLine {
  /** Newest first. */
  readonly entries: readonly [LogEntry, ...LogEntry[]];
  /** What was merged, where the line tells a merge. */
  readonly merged: DesignRevision | undefined;
}

/** The lines that a stretch of the log is told in. */
export function linesOf(entries: readonly LogEntry[]): readonly LogLine[] {
  const lines: LogLine[] = [];
  for (const entry of entries) {
    const merged = mergedIn(entry.gesture);
    const last = lines.at(-1);
    if (merged && last?.entries[0].gesture === entry.gesture)
      lines.splice(-1, 1, { ...last, entries: [...last.entries, entry] });
    else lines.push({ entries: [entry], merged });
  }
  return lines;
}
