import { insertComment } from '@/db/queries/threads/insertComment';
import type { MutationField } from '../../fields';
import { requireThread } from '../../guard';
import { checkProse } from '../../input';
import { LIMITS } from '../../limits';

export const reply: MutationField<'reply'> = async (_root, { threadId, body }, context) => {
  const { thread, design, viewer } = await requireThread(context, threadId, 'thread.write');
  const text = checkProse(body, 'A comment', LIMITS.comment);
  await context.db.transaction((tx) =>
    insertComment(tx, thread, { authorId: viewer.id, body: text }),
  );
  context.services.database.wake.wake(design.id);
  return thread;
};
