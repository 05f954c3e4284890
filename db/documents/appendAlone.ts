import { can } from '@/lib/access/permissions';
import { AppError } from '@/lib/errors';
import { invariant } from '@/lib/invariant';
import { mayNot, notFound } from '../access/refusals';
import type { Database, Db } from '../database';
import { designAccess } from '../queries/designs/designAccess';
import { lockDesign } from '../queries/designs/lockDesign';
import { clientPosition } from '../queries/documents/clientPosition';
import { headDocument } from '../queries/documents/headDocument';
import { type KnownAnswer, knownAnswers } from '../queries/documents/knownAnswers';
import { writeDraft } from '../queries/documents/writeDraft';
import { Draft } from './draft';
import type { Push, PushResult } from './push';

/**
 * Writes one push, step by step in a transaction that holds the design: the way for a push that
 * repeats numbers, comes too late or must not be, which it answers or refuses with the reason. Throws for
 * a push that is refused as a whole, which then has no effect.
 */
export async function appendAlone(
  { db, documents }: Database,
  push: Push,
): Promise<{ readonly result: PushResult; readonly draft: Draft; readonly at: Date }> {
  const { designId } = push;
  return db.transaction(async (tx) => {
    const revision = await admit(tx, push);
    const { lastSeq, known } = await checkNumbers(tx, push);
    const draft = new Draft(designId, await headDocument(tx, documents, designId, revision));
    const result = draft.add(push, lastSeq, known);
    const writing = await writeDraft(tx, draft);
    const { status } = writing;
    invariant(status === 'written', `the draft of a held design is written, not ${status}`);
    return { result, draft, at: writing.at };
  });
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

/**
 * Sees that the client is its user's and that the numbers rise and leave no gap: one may be stepped over
 * when it is known already, as by a tab whose work was answered in part before it was closed. Returns what
 * was answered before.
 */
async function checkNumbers(
  tx: Db,
  push: Push,
): Promise<{ readonly lastSeq: number; readonly known: ReadonlyMap<number, KnownAnswer> }> {
  const { designId, client } = push;
  const lastSeq = await clientPosition(tx, push);
  const [first] = push.operations;
  let last = 0;
  for (const { seq } of push.operations) {
    const expected = Math.max(last, lastSeq) + 1;
    if (seq <= last || seq > expected) {
      const message = `Operation ${seq} leaves a gap: number ${expected} was expected.`;
      throw new AppError('CONFLICT', message, { details: { expected } });
    }
    last = seq;
  }
  const from = first?.seq ?? 1;
  const known =
    from > lastSeq
      ? new Map<number, KnownAnswer>()
      : await knownAnswers(tx, { designId, client, from, to: lastSeq });
  return { lastSeq, known };
}
