import { existingElements } from '@/db/queries/documents/existingElements';
import { insertThread } from '@/db/queries/threads/insertThread';
import { AppError } from '@/lib/errors';
import type { MutationField } from '../../fields';
import { requireDesign } from '../../guard';
import { checkProse } from '../../input';
import { LIMITS } from '../../limits';
import { readAnchor } from './anchor';

/** Begins a conversation about something that is in the design now. */
export const openThread: MutationField<'openThread'> = async (
  _root,
  { designId, anchor, body },
  context,
) => {
  const { design, viewer } = await requireDesign(context, designId, 'thread.write');
  const text = checkProse(body, 'A comment', LIMITS.comment);
  const about = readAnchor(anchor);
  const { element } = about;
  const thread = await context.db.transaction(async (tx) => {
    if (element !== null && !(await existingElements(tx, design.id, [element])).has(element)) {
      throw new AppError('NOT_FOUND', `“${design.name}” has no layer or wire “${element}”.`);
    }
    return insertThread(tx, {
      ...about,
      designId: design.id,
      revision: design.revision,
      authorId: viewer.id,
      body: text,
    });
  });
  context.services.database.wake.wake(design.id);
  return thread;
};
