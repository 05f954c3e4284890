import { type OperationRow, operations } from '../../schema/operations';

/** What followers of a design get of an operation in its log. */
export type LogRow = Pick<
  OperationRow,
  'revision' | 'client' | 'seq' | 'gesture' | 'actorId' | 'operation' | 'at'
>;

/** What followers get of a row of the log. */
export function toLogRow(row: LogRow): LogRow {
  const { revision, client, seq, gesture, actorId, operation, at } = row;
  return { revision, client, seq, gesture, actorId, operation, at };
}

/** The columns of a `LogRow`. What undoes an operation can be long, and no follower needs it. */
export const LOG_COLUMNS = {
  revision: operations.revision,
  client: operations.client,
  seq: operations.seq,
  gesture: operations.gesture,
  actorId: operations.actorId,
  operation: operations.operation,
  at: operations.at,
};
