import { eq } from 'drizzle-orm';
import { must } from '@/lib/invariant';
import type { Db } from '../../database';
import { refuseBeyond, STORE_LIMITS } from '../../limits';
import { comments, type ThreadRow, threads } from '../../schema/threads';
import { countActivity } from '../designs/countActivity';

export type NewThread = Pick<
  ThreadRow,
  'designId' | 'anchorType' | 'element' | 'param' | 'x' | 'y' | 'revision'
> & {
  readonly authorId: string;
  readonly body: string;
};

/** Opens a thread with its first comment. To be run in a transaction. */
export async function insertThread(
  db: Db,
  { authorId, body, ...thread }: NewThread,
): Promise<ThreadRow> {
  const there = await db.$count(threads, eq(threads.designId, thread.designId));
  refuseBeyond(there, STORE_LIMITS.threadsPerDesign, 'threads in a design');
  const [inserted] = await db.insert(threads).values(thread).returning();
  const row = must(inserted, 'the new thread');
  await db.insert(comments).values({ threadId: row.id, authorId, body });
  await countActivity(db, thread.designId);
  return row;
}
