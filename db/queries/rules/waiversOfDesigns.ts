import { asc, inArray } from 'drizzle-orm';
import type { Db } from '../../database';
import { type WaiverRow, waivers } from '../../schema/rules';

/** The waivers of designs, oldest first. */
export function waiversOfDesigns(db: Db, designIds: readonly string[]): Promise<WaiverRow[]> {
  return db
    .select()
    .from(waivers)
    .where(inArray(waivers.designId, [...designIds]))
    .orderBy(asc(waivers.createdAt), asc(waivers.id));
}
