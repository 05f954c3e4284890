import { eq } from 'drizzle-orm';
import type { Db } from '../../database';
import { refuseBeyond, STORE_LIMITS } from '../../limits';
import { comments, type ThreadRow } from '../../schema/threads';
import { countActivity } from '../designs/countActivity';

/** Adds a comment to a thread. To be run in a transaction. */
export async function insertComment(
  db: Db,
  thread: ThreadRow,
  comment: { readonly authorId: string; readonly body: string },
): Promise<void> {
  const there = await db.$count(comments, eq(comments.threadId, thread.id));
  refuseBeyond(there, STORE_LIMITS.commentsPerThread, 'comments in a thread');
  await db.insert(comments).values({ threadId: thread.id, ...comment });
  await countActivity(db, thread.designId);
}
