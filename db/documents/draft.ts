import type { Answer, Snapshot } from '@/lib/document/session';
import { AppError } from '@/lib/errors';
import { newId } from '@/lib/ids';
import type { KnownAnswer } from '../queries/documents/knownAnswers';
import type { DeclinedOperationRow, OperationRow } from '../schema/operations';
import { bodyHash } from './bodyHash';
import { addChanges, type Changes, noChanges } from './changes';
import { judge, type Verdict } from './judge';
import type { Push, PushResult, Sent } from './push';
import { storable } from './storable';

export type LogEntry = Omit<OperationRow, 'at'>;
export type DeclinedEntry = Omit<DeclinedOperationRow, 'at'>;

/** How far a client's numbers have come, and how far a draft brings them. */
export interface ClientStep {
  readonly client: string;
  readonly userId: string;
  /** The last number before the draft, 0 for a new client. */
  readonly afterSeq: number;
  readonly lastSeq: number;
}

/** What pushes of one design come to, before it is written. */
export class Draft {
  /** Tells it from every other: whatever stands on it says so. */
  readonly id = newId();
  readonly log: LogEntry[] = [];
  readonly declined: DeclinedEntry[] = [];
  readonly changes: Changes = noChanges();
  /** By client. */
  readonly clients = new Map<string, ClientStep>();
  head: Snapshot;

  constructor(
    readonly designId: string,
    readonly before: Snapshot,
  ) {
    this.head = before;
  }

  /**
   * Adds a push whose numbers follow on `lastSeq`, the client's last one, or repeat what is `known`
   * already. Throws for a number that is known with other content. PROTOCOL P3, P8.
   */
  add(
    push: Push,
    lastSeq: number,
    known: ReadonlyMap<number, KnownAnswer> = new Map(),
  ): PushResult {
    const answers = push.operations.map((sent) => {
      const hash = bodyHash(sent);
      const retry = known.get(sent.seq);
      if (!retry) return this.record(push, sent, hash, judge(this.head.graph, sent.operation));
      if (retry.bodyHash === hash) return retry.answer;
      const message = `Operation ${sent.seq} was sent before with other content.`;
      throw new AppError('CONFLICT', message, { details: { seq: sent.seq } });
    });
    const { client, userId } = push;
    this.clients.set(client, {
      client,
      userId,
      afterSeq: this.clients.get(client)?.afterSeq ?? lastSeq,
      lastSeq: Math.max(lastSeq, push.operations.at(-1)?.seq ?? 0),
    });
    return { answers, revision: this.head.revision };
  }

  private record(push: Push, sent: Sent, hash: string, verdict: Verdict): Answer {
    const { client, userId } = push;
    const { seq, gesture } = sent;
    const entry = {
      designId: this.designId,
      client,
      seq,
      bodyHash: hash,
      gesture,
      actorId: userId,
    };
    if (verdict.outcome === 'discard' || verdict.outcome === 'reject') {
      const operation = storable(sent.operation) ? sent.operation : null;
      const { outcome, message } = verdict;
      const code = verdict.outcome === 'reject' ? verdict.code : null;
      const headRevision = this.head.revision;
      this.declined.push({ ...entry, outcome, code, message, operation, headRevision });
      return { ...verdict, seq };
    }
    const { outcome, effective: operation, inverse } = verdict;
    const revision = this.head.revision + 1;
    this.log.push({ ...entry, revision, operation, inverse, rebased: outcome === 'rebased' });
    addChanges(this.changes, this.head.graph, verdict.graph, revision);
    this.head = { revision, graph: verdict.graph };
    return { outcome, seq, revision };
  }
}
