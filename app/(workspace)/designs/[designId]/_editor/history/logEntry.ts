import type { HistoryFieldsFragment } from '@/app/_graphql/documents.generated';
import { readOperation } from '@/lib/document/apply';
import type { Recorded } from '@/lib/document/describe';

/** An operation of the log as the timeline shows it. */
export interface LogEntry extends Recorded {
  readonly revision: number;
  readonly gesture: string;
  readonly actor: HistoryFieldsFragment['actor'];
  readonly at: string;
}

/** An entry that this version of the app understands. */
export function logEntry({
  operation,
  inverse,
  ...entry
}: HistoryFieldsFragment): LogEntry | undefined {
  const read = readOperation(operation);
  if (!read.ok) return undefined;
  const undo = inverse.flatMap((each) => {
    const undone = readOperation(each);
    return undone.ok ? undone.value : [];
  });
  return { ...entry, operation: read.value, inverse: undo };
}
