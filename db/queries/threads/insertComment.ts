import { count, eq } from 'drizzle-orm';
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
  const [found] = await db
    .select({ count: count() })
    .from(comments)
    .where(eq(comments.threadId, thread.id));
  refuseBeyond(found?.count ?? 0, STORE_LIMITS.commentsPerThread, 'comments in a thread');
  await db.insert(comments).values({ threadId: thread.id, ...comment });
  await countActivity(db, thread.designId);
}
