import { and, eq } from 'drizzle-orm';
import type { Db } from '../../database';
import { refuseBeyond, STORE_LIMITS } from '../../limits';
import { namedVersions } from '../../schema/namedVersions';
import { countActivity } from '../designs/countActivity';

export interface VersionName {
  readonly designId: string;
  readonly revision: number;
  /** null takes the name away. */
  readonly name: string | null;
  readonly createdBy: string;
}

/** Gives a revision a name, or takes it away. To be run in a transaction. */
export async function setVersionName(
  db: Db,
  { designId, revision, name, createdBy }: VersionName,
): Promise<void> {
  const here = and(eq(namedVersions.designId, designId), eq(namedVersions.revision, revision));
  const before = await db.delete(namedVersions).where(here).returning();
  if (name !== null) {
    const there = await db.$count(namedVersions, eq(namedVersions.designId, designId));
    refuseBeyond(there, STORE_LIMITS.versionsPerDesign, 'named versions of a design');
    const [old] = before;
    const made = old ? { createdBy: old.createdBy, createdAt: old.createdAt } : { createdBy };
    await db.insert(namedVersions).values({ designId, revision, name, ...made });
  }
  await countActivity(db, designId);
}
