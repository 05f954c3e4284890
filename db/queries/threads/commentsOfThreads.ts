import { asc, inArray } from 'drizzle-orm';
import type { Db } from '../../database';
import { type CommentRow, comments } from '../../schema/threads';

/** The comments of threads, oldest first. */
export function commentsOfThreads(db: Db, threadIds: readonly string[]): Promise<CommentRow[]> {
  return db
    .select()
    .from(comments)
    .where(inArray(comments.threadId, [...threadIds]))
    .orderBy(asc(comments.createdAt), asc(comments.id));
}
