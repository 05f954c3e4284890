import type { LayerGraph } from '@/lib/graph/graph';
import { applyOperation } from './apply';
import { isLost } from './lost';
import type { Operation, RefusalCode } from './operation';
import { markOf } from './position';

/** An operation as its author sends it: numbered without gaps for each client. PROTOCOL P2. */
export interface Submitted {
  readonly seq: number;
  /** Operations of one gesture share it; they are undone together. */
  readonly gesture: string;
  readonly operation: Operation;
}

/** An operation as it stands in the log. PROTOCOL P4. */
export interface Committed {
  readonly revision: number;
  readonly client: string;
  readonly seq: number;
  readonly operation: Operation;
  /** Name of the person, where it is told. */
  readonly actor?: string | undefined;
}

/** What the server says to one submitted operation. PROTOCOL P3. */
export type Answer =
  | { readonly outcome: 'commit' | 'rebased'; readonly seq: number; readonly revision: number }
  | { readonly outcome: 'discard'; readonly seq: number; readonly message: string }
  | {
      readonly outcome: 'reject';
      readonly seq: number;
      readonly code: RefusalCode;
      readonly message: string;
    };

/** What became of a submitted operation. PROTOCOL P3. */
export type Outcome = Answer['outcome'];

/** Work that came to nothing: kept for its author to see, never silently dropped. */
export type Refused = (Submitted | Unread) & {
  /** Why it was rejected; null for work that was discarded since what it was about is gone. */
  readonly code: RefusalCode | null;
  readonly message: string;
};

/** Work that a tab of another version left unsent, and that this version cannot read. PROTOCOL P17. */
export interface Unread extends Pick<Submitted, 'seq' | 'gesture'> {
  readonly operation: null;
  readonly content: unknown;
}

/** One client's side of a document: what the server has confirmed, and what it has not yet. */
export interface Session {
  readonly client: string;
  readonly confirmed: LayerGraph;
  /** Revision of `confirmed`. */
  readonly revision: number;
  /** Mark of the operation at that revision; undefined where it is not known. PROTOCOL P10. */
  readonly mark: string | undefined;
  readonly pending: readonly Submitted[];
  /** Revisions that the server has given to pending operations which the log has not brought yet, by number. */
  readonly acknowledged: ReadonlyMap<number, number>;
  readonly nextSeq: number;
  readonly refused: readonly Refused[];
  /** Discarded work, until the log tells whether something is lost with it. */
  readonly discarded: readonly Refused[];
  /** What the person sees: the pending operations replayed on the confirmed document. */
  readonly view: LayerGraph;
}

/** A document at a revision. */
export interface Snapshot {
  readonly graph: LayerGraph;
  readonly revision: number;
  /** Mark of the operation at that revision, where it is known. PROTOCOL P10. */
  readonly mark?: string | undefined;
}

/** A tab's session, with the work that a tab before it left unfinished under the same client. PROTOCOL P2, P11. */
export function openSession(
  client: string,
  snapshot: Snapshot,
  nextSeq = 1,
  pending: readonly Submitted[] = [],
  refused: readonly Refused[] = [],
): Session {
  return {
    client,
    confirmed: snapshot.graph,
    revision: snapshot.revision,
    mark: snapshot.mark,
    pending,
    acknowledged: new Map(),
    nextSeq,
    refused,
    discarded: [],
    view: replay(snapshot.graph, pending),
  };
}

/** A gesture that was carried out: the session after it, and the operations that undo it. */
export interface Performed {
  readonly session: Session;
  /** Inverses in the order in which they have to run; empty when nothing changed. */
  readonly inverse: readonly Operation[];
  /** Sentences for what could not be done. */
  readonly complaints: readonly string[];
}

/** Carries out a gesture at once on what the person sees, and queues it for the server. */
export function perform(
  session: Session,
  gesture: string,
  operations: readonly Operation[],
): Performed {
  let { view, nextSeq } = session;
  const pending = [...session.pending];
  const inverse: Operation[] = [];
  const complaints: string[] = [];
  for (const operation of operations) {
    const applied = applyOperation(view, operation);
    if (applied.outcome === 'refused') complaints.push(applied.message);
    if (applied.outcome !== 'applied') continue;
    view = applied.graph;
    pending.push({ seq: nextSeq, gesture, operation: applied.effective });
    inverse.unshift(...applied.inverse);
    nextSeq++;
  }
  return { session: { ...session, view, pending, nextSeq }, inverse, complaints };
}

/** Takes in what the log says, in order. Operations that are known already do nothing; a hole in the revisions is told. */
export function receive(
  session: Session,
  committed: readonly Committed[],
): { readonly session: Session; readonly gap: boolean } {
  let { confirmed, revision, mark } = session;
  const arrived = new Set<number>();
  const reach = (gap: boolean) => {
    const pending = session.pending.filter(({ seq }) => !arrived.has(seq));
    const settled = settle(session, { graph: confirmed, revision, mark }, pending);
    return { session: { ...tellLost(settled), discarded: NOTHING }, gap };
  };
  for (const entry of committed) {
    if (entry.revision <= revision) continue;
    if (entry.revision > revision + 1) return reach(true);
    const applied = applyOperation(confirmed, entry.operation);
    if (applied.outcome === 'refused') return reach(true);
    if (applied.outcome === 'applied') confirmed = applied.graph;
    revision = entry.revision;
    mark = markOf(entry);
    if (entry.client === session.client) arrived.add(entry.seq);
  }
  return reach(false);
}

/**
 * Takes in the server's answers. What was discarded or rejected leaves the queue, the rejected into
 * `refused`, and the discarded too where something is lost with it; what was committed stays pending until the log brings it, so that it never flickers.
 */
export function acknowledge(session: Session, answers: readonly Answer[]): Session {
  const bySeq = new Map(answers.map((answer) => [answer.seq, answer]));
  const refused = [...session.refused];
  const discarded = [...session.discarded];
  const acknowledged = new Map(session.acknowledged);
  const pending = session.pending.filter((submitted) => {
    const answer = bySeq.get(submitted.seq);
    if (!answer) return true;
    if (answer.outcome === 'reject')
      refused.push({ ...submitted, code: answer.code, message: answer.message });
    if (answer.outcome === 'discard')
      discarded.push({ ...submitted, code: null, message: answer.message });
    if (answer.outcome === 'discard' || answer.outcome === 'reject') return false;
    acknowledged.set(answer.seq, answer.revision);
    return true;
  });
  const { confirmed: graph, revision, mark } = session;
  const answered = { ...session, refused, discarded, acknowledged };
  return tellLost(settle(answered, { graph, revision, mark }, pending));
}

/** Goes on from a newer snapshot; pending work that the snapshot does not hold yet is kept. */
export function resync(session: Session, snapshot: Snapshot): Session {
  return settle(session, snapshot, session.pending);
}

/**
 * Starts again from a snapshot, whose revision may be lower: the log is another one, as after the
 * database was restored to an older backup, or no longer known without a hole. Nothing that was acknowledged holds
 * any more, so that all pending work is to be sent again; what the server knows it answers as before. PROTOCOL P10, P11.
 */
export function startAgain(session: Session, snapshot: Snapshot): Session {
  return settle({ ...session, acknowledged: new Map() }, snapshot, session.pending);
}

/**
 * Goes on under another client id, once the server does not know this one's numbers any more: pending
 * work is numbered anew from 1, and nothing of it may be known to the server. PROTOCOL P11.
 */
export function renumber(session: Session, client: string): Session {
  const pending = session.pending.map((submitted, index) => ({ ...submitted, seq: index + 1 }));
  return { ...session, client, pending, acknowledged: new Map(), nextSeq: pending.length + 1 };
}

/** Puts away work that came to nothing, once its author has seen it: all of it, or one piece. */
export function dismissRefused(session: Session, one?: Refused): Session {
  return { ...session, refused: one ? session.refused.filter((each) => each !== one) : [] };
}

/**
 * Tries once more, on what the person sees now, what came to nothing. Where it still cannot be done it
 * stays, with the new reason.
 */
export function retryRefused(session: Session, one: Refused, gesture: string): Performed {
  if (one.operation === null) return { session, inverse: [], complaints: [] };
  const applied = applyOperation(session.view, one.operation);
  if (applied.outcome === 'applied') {
    return perform(dismissRefused(session, one), gesture, [one.operation]);
  }
  const { message } = applied;
  const code = applied.outcome === 'refused' ? applied.code : null;
  const refused = session.refused.map((each) => (each === one ? { ...one, code, message } : each));
  return { session: { ...session, refused }, inverse: [], complaints: [] };
}

const NOTHING: readonly Refused[] = [];

/** Moves discarded work with which something is lost to what its author is shown. */
function tellLost(session: Session): Session {
  const lost = session.discarded.filter(
    ({ operation }) => operation !== null && isLost(operation, session.view),
  );
  if (lost.length === 0) return session;
  const discarded = session.discarded.filter((each) => !lost.includes(each));
  return { ...session, discarded, refused: [...session.refused, ...lost] };
}

/** The session at a revision: what was committed up to it is no longer pending. */
function settle(
  session: Session,
  { graph: confirmed, revision, mark }: Snapshot,
  candidates: readonly Submitted[],
): Session {
  const left = candidates.filter(
    ({ seq }) => (session.acknowledged.get(seq) ?? Number.POSITIVE_INFINITY) > revision,
  );
  const pending = left.length === session.pending.length ? session.pending : left;
  const seqs = new Set(pending.map(({ seq }) => seq));
  const acknowledged = new Map([...session.acknowledged].filter(([seq]) => seqs.has(seq)));
  const unchanged = confirmed === session.confirmed && pending === session.pending;
  const view = unchanged ? session.view : replay(confirmed, pending);
  return { ...session, confirmed, revision, mark, pending, acknowledged, view };
}

/** The document with operations on top; those that no longer apply are left to the server's answer. */
function replay(graph: LayerGraph, pending: readonly Submitted[]): LayerGraph {
  let view = graph;
  for (const { operation } of pending) {
    const applied = applyOperation(view, operation);
    if (applied.outcome === 'applied') view = applied.graph;
  }
  return view;
}
