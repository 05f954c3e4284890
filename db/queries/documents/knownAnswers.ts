import { and, eq, gte, lte } from 'drizzle-orm';
import type { RefusalCode } from '@/lib/document/operation';
import type { Answer } from '@/lib/document/session';
import type { Db } from '../../database';
import { declinedOperations, operations } from '../../schema/operations';

/** What was answered to an operation before, and the hash of what it was. */
export interface KnownAnswer {
  readonly bodyHash: string;
  readonly answer: Answer;
}

/** The answers that a client got for a range of its numbers. PROTOCOL P8. */
export async function knownAnswers(
  db: Db,
  { designId, client, from, to }: { designId: string; client: string; from: number; to: number },
): Promise<ReadonlyMap<number, KnownAnswer>> {
  const asked = (table: typeof operations | typeof declinedOperations) =>
    and(
      eq(table.designId, designId),
      eq(table.client, client),
      gte(table.seq, from),
      lte(table.seq, to),
    );
  const committed = await db
    .select({
      seq: operations.seq,
      bodyHash: operations.bodyHash,
      revision: operations.revision,
      rebased: operations.rebased,
    })
    .from(operations)
    .where(asked(operations));
  const declined = await db.select().from(declinedOperations).where(asked(declinedOperations));
  return new Map([
    ...committed.map(({ seq, bodyHash, revision, rebased }): [number, KnownAnswer] => [
      seq,
      { bodyHash, answer: { outcome: rebased ? 'rebased' : 'commit', seq, revision } },
    ]),
    ...declined.map(({ seq, bodyHash, outcome, code, message }): [number, KnownAnswer] => [
      seq,
      { bodyHash, answer: declinedAnswer(seq, outcome, code, message) },
    ]),
  ]);
}

function declinedAnswer(
  seq: number,
  outcome: 'discard' | 'reject',
  code: RefusalCode | null,
  message: string,
): Answer {
  return outcome === 'reject' && code
    ? { outcome: 'reject', seq, code, message }
    : { outcome: 'discard', seq, message };
}
