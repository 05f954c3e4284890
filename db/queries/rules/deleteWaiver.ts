import { eq } from 'drizzle-orm';
import type { Db } from '../../database';
import { type WaiverRow, waivers } from '../../schema/rules';
import { countActivity } from '../designs/countActivity';

/** Takes a waiver back, so that its finding shows again. To be run in a transaction. */
export async function deleteWaiver(db: Db, { id, designId }: WaiverRow): Promise<void> {
  const gone = await db.delete(waivers).where(eq(waivers.id, id)).returning({ id: waivers.id });
  if (gone.length > 0) await countActivity(db, designId);
}
