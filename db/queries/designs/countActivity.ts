import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../database';
import { designs } from '../../schema/designs';

/**
 * Counts a change beside the document: a thread, a waiver, a run, a variant. In the transaction of that
 * change; wake the followers of the design after the commit.
 */
export async function countActivity(db: Db, designId: string): Promise<void> {
  await db
    .update(designs)
    .set({ activity: sql`${designs.activity} + 1` })
    .where(eq(designs.id, designId));
}
