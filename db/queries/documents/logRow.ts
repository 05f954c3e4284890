import { type OperationRow, operations } from '../../schema/operations';

/** What followers of a design get of an operation in its log. */
export type LogRow = Pick<
  OperationRow,
  'revision' | 'client' | 'seq' | 'gesture' | 'actorId' | 'operation' | 'at'
>;

/** What followers get of a row of the log. */
export function toLogRow(row: LogRow): LogRow {
  return logColumnsOf(row);
}

/** The columns of a `LogRow`, among those of a table or of a query. */
export function logColumnsOf<Columns extends Readonly<Record<keyof LogRow, unknown>>>(
  columns: Columns,
): Pick<Columns, keyof LogRow> {
  const { revision, client, seq, gesture, actorId, operation, at } = columns;
  return { revision, client, seq, gesture, actorId, operation, at };
}

/** The columns of a `LogRow`. What undoes an operation can be long, and no follower needs it. */
export const LOG_COLUMNS = logColumnsOf(operations);
