import { appendOperations } from '@/db/appendOperations';
import type { Database } from '@/db/database';
import type { PushResult } from '@/db/documents/push';
import { newId } from '@/lib/ids';

/** One browser tab as the write path sees it: numbers its operations and sends them. */
export function makePusher(
  database: Database,
  designId: string,
  userId: string,
  client = newId(),
  firstSeq = 1,
) {
  let seq = firstSeq;
  return {
    client,
    /** Sends operations under the next numbers, each a gesture of its own. */
    push(...operations: readonly unknown[]): Promise<PushResult> {
      const sent = operations.map((operation) => {
        const number = seq++;
        return { seq: number, gesture: `gesture-${number}`, operation };
      });
      return appendOperations(database, { designId, client, userId, operations: sent });
    },
    /** Sends operations under a number of the caller's choice. */
    pushAt(number: number, ...operations: readonly unknown[]): Promise<PushResult> {
      const sent = operations.map((operation, index) => ({
        seq: number + index,
        gesture: `gesture-${number + index}`,
        operation,
      }));
      return appendOperations(database, { designId, client, userId, operations: sent });
    },
  };
}
