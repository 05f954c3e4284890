import { eq } from 'drizzle-orm';
import type { Db } from '../../database';
import { type ThreadRow, threads } from '../../schema/threads';

export async function threadById(db: Db, threadId: string): Promise<ThreadRow | undefined> {
  const [row] = await db.select().from(threads).where(eq(threads.id, threadId));
  return row;
}
