import { asc, inArray } from 'drizzle-orm';
import type { Db } from '../../database';
import { type ThreadRow, threads } from '../../schema/threads';

/** The threads of designs, oldest first. */
export function threadsOfDesigns(db: Db, designIds: readonly string[]): Promise<ThreadRow[]> {
  return db
    .select()
    .from(threads)
    .where(inArray(threads.designId, [...designIds]))
    .orderBy(asc(threads.createdAt), asc(threads.id));
}
