import { eq } from 'drizzle-orm';
import type { Db } from '../../database';
import { type WaiverRow, waivers } from '../../schema/rules';

export async function waiverById(db: Db, waiverId: string): Promise<WaiverRow | undefined> {
  const [row] = await db.select().from(waivers).where(eq(waivers.id, waiverId));
  return row;
}
