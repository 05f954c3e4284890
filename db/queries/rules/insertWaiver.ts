import { eq } from 'drizzle-orm';
import { AppError } from '@/lib/errors';
import type { Db } from '../../database';
import { refuseBeyond, STORE_LIMITS } from '../../limits';
import { type WaiverRow, waivers } from '../../schema/rules';
import { countActivity } from '../designs/countActivity';

export type NewWaiver = Pick<WaiverRow, 'designId' | 'rule' | 'node' | 'reason'> & {
  readonly createdBy: string;
};

/** Waives a finding that nobody has waived yet. To be run in a transaction. */
export async function insertWaiver(db: Db, waiver: NewWaiver): Promise<WaiverRow> {
  const { designId } = waiver;
  const there = await db.$count(waivers, eq(waivers.designId, designId));
  refuseBeyond(there, STORE_LIMITS.waiversPerDesign, 'waivers in a design');
  const [row] = await db.insert(waivers).values(waiver).onConflictDoNothing().returning();
  if (!row) throw new AppError('CONFLICT', 'Somebody has waived this finding already.');
  await countActivity(db, designId);
  return row;
}
