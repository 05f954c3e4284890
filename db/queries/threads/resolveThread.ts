import { eq } from 'drizzle-orm';
import { must } from '@/lib/invariant';
import type { Db } from '../../database';
import { type ThreadRow, threads } from '../../schema/threads';
import { countActivity } from '../designs/countActivity';

/** Settles a thread, or opens it again when nobody is named. To be run in a transaction. */
export async function resolveThread(
  db: Db,
  thread: ThreadRow,
  resolvedBy: string | undefined,
): Promise<ThreadRow> {
  const change =
    resolvedBy === undefined
      ? { resolvedAt: null, resolvedBy: null }
      : { resolvedAt: new Date(), resolvedBy };
  const [row] = await db.update(threads).set(change).where(eq(threads.id, thread.id)).returning();
  await countActivity(db, thread.designId);
  return must(row, `the thread ${thread.id}`);
}
