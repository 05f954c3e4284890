import { and, eq, sql } from 'drizzle-orm';
import { can } from '@/lib/access/permissions';
import type { Answer, Snapshot } from '@/lib/document/session';
import { AppError } from '@/lib/errors';
import { storeGraph } from '@/lib/graph/stored';
import { mayNot, notFound } from './access/refusals';
import type { Database, Db } from './database';
import { bodyHash } from './documents/bodyHash';
import { addChanges, type Changes, noChanges } from './documents/changes';
import { chunks } from './documents/chunks';
import { judge, type Verdict } from './documents/judge';
import { storable } from './documents/storable';
import { designAccess } from './queries/designs/designAccess';
import { lockDesign } from './queries/designs/lockDesign';
import { bindClient } from './queries/documents/bindClient';
import { headDocument } from './queries/documents/headDocument';
import { type KnownAnswer, knownAnswers } from './queries/documents/knownAnswers';
import { writeChanges } from './queries/documents/writeChanges';
import { designs } from './schema/designs';
import { snapshots } from './schema/documents';
import { declinedOperations, documentClients, operations } from './schema/operations';

/** A snapshot is kept whenever the log passes a multiple of this. */
export const SNAPSHOT_EVERY = 200;

/** An operation as it arrived: the operation itself may be anything. */
export interface Sent {
  readonly seq: number;
  readonly gesture: string;
  readonly operation: unknown;
}

export interface Push {
  readonly designId: string;
  readonly client: string;
  readonly userId: string;
  /** At least one, in order. */
  readonly operations: readonly Sent[];
}

export interface PushResult {
  readonly answers: readonly Answer[];
  /** Newest revision after the push. */
  readonly revision: number;
}

type OperationInsert = typeof operations.$inferInsert;
type DeclinedInsert = typeof declinedOperations.$inferInsert;

/** What a push comes to, before it is written. */
interface Outcome {
  readonly answers: Answer[];
  readonly log: OperationInsert[];
  readonly declined: DeclinedInsert[];
  readonly changes: Changes;
  head: Snapshot;
}

/**
 * The one way in which a design changes. In one transaction: holds the row of the design, answers
 * what is known already, refuses gaps, applies the rest with the reducer that the browser has, and
 * writes log, layers, wires and groups. Answers after the commit, then wakes whoever follows.
 * PROTOCOL P2 to P8. Throws for a push that is refused as a whole, which then has no effect.
 */
export async function appendOperations(database: Database, push: Push): Promise<PushResult> {
  const { designId } = push;
  const { answers, head, grew } = await database.db.transaction(async (tx) => {
    const revision = await admit(tx, push);
    const known = await checkNumbers(tx, push);
    const before = await headDocument(tx, database.documents, designId, revision);
    const outcome = judgeAll(before, push, known);
    await write(tx, push, before, outcome);
    return { ...outcome, grew: outcome.log.length > 0 };
  });
  database.documents.put(designId, head);
  if (grew) database.wake.wake(designId);
  return { answers, revision: head.revision };
}

/** Holds the design and lets in only who may change it. Returns its newest revision. */
async function admit(tx: Db, { designId, userId }: Push): Promise<number> {
  const locked = await lockDesign(tx, designId);
  const access = locked && (await designAccess(tx, designId, userId));
  if (!access?.role || !can(access.role, 'design.read')) throw notFound('design', designId);
  if (!can(access.role, 'design.edit')) throw mayNot(access.role, 'design.edit');
  const { design, project } = access;
  if (design.archivedAt ?? project.archivedAt) {
    const name = design.archivedAt ? design.name : project.name;
    throw new AppError('FORBIDDEN', `“${name}” is archived. Restore it to change it.`);
  }
  return design.revision;
}

/** Binds the client to its user and sees that the numbers follow on. Returns what was answered before. */
async function checkNumbers(tx: Db, push: Push): Promise<ReadonlyMap<number, KnownAnswer>> {
  const { designId, client } = push;
  const lastSeq = await bindClient(tx, push);
  const [first] = push.operations;
  let expected = Math.min(Math.max(first?.seq ?? 1, 1), lastSeq + 1);
  for (const { seq } of push.operations) {
    if (seq !== expected) {
      const message = `Operation ${seq} leaves a gap: number ${expected} was expected.`;
      throw new AppError('CONFLICT', message, { details: { expected } });
    }
    expected++;
  }
  if (!first || first.seq > lastSeq) return new Map();
  return knownAnswers(tx, { designId, client, from: first.seq, to: lastSeq });
}

function judgeAll(before: Snapshot, push: Push, known: ReadonlyMap<number, KnownAnswer>): Outcome {
  const outcome: Outcome = {
    answers: [],
    log: [],
    declined: [],
    changes: noChanges(),
    head: before,
  };
  for (const sent of push.operations) {
    const hash = bodyHash(sent);
    const retry = known.get(sent.seq);
    if (retry && retry.bodyHash !== hash) {
      const message = `Operation ${sent.seq} was sent before with other content.`;
      throw new AppError('CONFLICT', message, { details: { seq: sent.seq } });
    }
    if (retry) outcome.answers.push(retry.answer);
    else record(outcome, push, sent, hash, judge(outcome.head.graph, sent.operation));
  }
  return outcome;
}

function record(
  outcome: Outcome,
  { designId, client, userId }: Push,
  { seq, gesture, operation }: Sent,
  hash: string,
  verdict: Verdict,
): void {
  const entry = { designId, client, seq, bodyHash: hash, gesture, actorId: userId };
  if (verdict.outcome === 'discard' || verdict.outcome === 'reject') {
    outcome.declined.push({
      ...entry,
      ...verdict,
      operation: storable(operation) ? operation : null,
      headRevision: outcome.head.revision,
    });
    outcome.answers.push({ ...verdict, seq });
    return;
  }
  const { graph, effective, inverse } = verdict;
  const revision = outcome.head.revision + 1;
  const rebased = verdict.outcome === 'rebased';
  addChanges(outcome.changes, outcome.head.graph, graph, revision);
  outcome.log.push({ ...entry, revision, operation: effective, inverse, rebased });
  outcome.answers.push({ outcome: verdict.outcome, seq, revision });
  outcome.head = { revision, graph };
}

async function write(tx: Db, push: Push, before: Snapshot, outcome: Outcome): Promise<void> {
  const { designId, client } = push;
  const { log, declined, head } = outcome;
  for (const values of chunks(log)) await tx.insert(operations).values([...values]);
  for (const values of chunks(declined)) await tx.insert(declinedOperations).values([...values]);
  const lastSeq = push.operations.at(-1)?.seq ?? 0;
  await tx
    .update(documentClients)
    .set({
      lastSeq: sql`greatest(${documentClients.lastSeq}, ${lastSeq})`,
      seenAt: sql`now()`,
    })
    .where(and(eq(documentClients.designId, designId), eq(documentClients.client, client)));
  if (log.length === 0) return;
  await writeChanges(tx, designId, outcome.changes);
  await tx
    .update(designs)
    .set({ revision: head.revision, settings: head.graph.settings, updatedAt: sql`now()` })
    .where(eq(designs.id, designId));
  const passed = (revision: number) => Math.floor(revision / SNAPSHOT_EVERY);
  if (passed(head.revision) > passed(before.revision)) {
    const { revision, graph } = head;
    await tx.insert(snapshots).values({ designId, revision, graph: storeGraph(graph) });
  }
}
