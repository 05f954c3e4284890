import { resolveThread as resolve } from '@/db/queries/threads/resolveThread';
import type { MutationField } from '../../fields';
import { requireThread } from '../../guard';

/** Settles a thread, or opens it again. Who settled it first stays the one who did. */
export const resolveThread: MutationField<'resolveThread'> = async (
  _root,
  { threadId, resolved },
  context,
) => {
  const { thread, design, viewer } = await requireThread(context, threadId, 'thread.resolve');
  if (resolved === (thread.resolvedAt !== null)) return thread;
  const settled = await context.db.transaction((tx) =>
    resolve(tx, thread, resolved ? viewer.id : undefined),
  );
  context.services.database.wake.wake(design.id);
  return settled;
};
