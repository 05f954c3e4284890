import type { Snapshot } from '@/lib/document/session';
import type { Database, Db } from '../database';
import { lockDesign } from '../queries/designs/lockDesign';
import { currentDocument } from '../queries/documents/currentDocument';
import { headDocument } from '../queries/documents/headDocument';
import { type Writing, writeDraft } from '../queries/documents/writeDraft';
import { Draft } from './draft';
import type { Push, PushResult } from './push';
import type { Flight } from './pushTurns';
import { replay } from './replay';

/** What was written together, and the answers of the pushes in it. */
export interface Together {
  readonly draft: Draft;
  readonly results: ReadonlyMap<Push, PushResult>;
  /** The time that the log bears. */
  readonly at: Date;
}

/**
 * Writes what it can of several pushes of one design in one statement. It takes everything to be in
 * order: numbers that follow on, people who may edit, a design that has not grown elsewhere, and, for what stands on a
 * draft that is still being written, that this comes to be. Where the
 * database says otherwise it holds the design, catches up, and leaves out whoever does not fit.
 * Undefined when nothing was written.
 */
export async function appendTogether(
  database: Database,
  designId: string,
  pushes: readonly Push[],
  { ground, sent, missed }: Flight,
): Promise<Together | undefined> {
  const candidates = inOrder(pushes);
  if (candidates.length === 0) return undefined;
  const head =
    ground?.head ?? newest(database, designId) ?? (await currentDocument(database, designId));
  if (!head) return undefined;
  const first = drafted(designId, head, candidates);
  const write = writeDraft(database.db, first.draft, ground);
  // One that brings nothing into the log leaves nothing to stand on.
  if (first.draft.log.length > 0) sent(first.draft);
  const writing = await write.catch((error) => {
    missed();
    throw error;
  });
  if (writing.status === 'written') return { ...first, at: writing.at };
  missed();
  if (writing.status === 'closed') return undefined;
  const fitting = without(candidates, writing);
  if (fitting.length === 0) return undefined;
  return database.db.transaction((tx) => holding(tx, database, designId, fitting));
}

/** The same in a transaction that holds the design, so that it cannot grow meanwhile. */
async function holding(
  tx: Db,
  { documents }: Database,
  designId: string,
  candidates: readonly Push[],
): Promise<Together | undefined> {
  const held = await lockDesign(tx, designId);
  if (!held) return undefined;
  const head = await headDocument(tx, documents, designId, held.revision);
  for (let fitting = candidates; fitting.length > 0; ) {
    const together = drafted(designId, head, fitting);
    const writing = await writeDraft(tx, together.draft);
    if (writing.status === 'written') return { ...together, at: writing.at };
    if (writing.status !== 'misfits') return undefined;
    fitting = without(fitting, writing);
  }
  return undefined;
}

/** The document in memory, with what this process has heard of the log beyond it. */
function newest({ documents, feeds }: Database, designId: string): Snapshot | undefined {
  const known = documents.get(designId);
  return known && replay(known, feeds.newsAfter(designId, known.revision));
}

function drafted(designId: string, head: Snapshot, pushes: readonly Push[]): Omit<Together, 'at'> {
  const draft = new Draft(designId, head);
  const results = new Map(pushes.map((push) => [push, draft.add(push, firstSeq(push) - 1)]));
  return { draft, results };
}

/** The pushes whose numbers follow on, each client's first one from wherever it begins, and all by one person. */
function inOrder(pushes: readonly Push[]): readonly Push[] {
  const expected = new Map<string, { readonly userId: string; readonly next: number }>();
  return pushes.filter((push) => {
    const { client, userId } = push;
    const step = expected.get(client) ?? { userId, next: firstSeq(push) };
    let { next } = step;
    const follows =
      step.userId === userId && next >= 1 && push.operations.every(({ seq }) => seq === next++);
    // What comes after a push that does not fit does not fit either.
    expected.set(client, { userId, next: follows ? next : Number.NaN });
    return follows;
  });
}

function without(pushes: readonly Push[], writing: Writing): readonly Push[] {
  if (writing.status !== 'misfits') return pushes;
  const misfits = new Set(writing.clients);
  return pushes.filter(({ client }) => !misfits.has(client));
}

function firstSeq(push: Push): number {
  return push.operations[0]?.seq ?? 0;
}
