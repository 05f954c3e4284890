import { eq } from 'drizzle-orm';
import { must } from '@/lib/invariant';
import type { Db } from '../../database';
import { refuseBeyond, STORE_LIMITS } from '../../limits';
import { type ComparisonRow, comparisonDesigns, comparisons } from '../../schema/comparisons';

export interface NewComparison {
  readonly projectId: string;
  readonly name: string;
  readonly createdBy: string;
  /** From left to right. */
  readonly designIds: readonly string[];
}

/** Keeps a comparison. To be run in a transaction. */
export async function insertComparison(
  db: Db,
  { designIds, ...comparison }: NewComparison,
): Promise<ComparisonRow> {
  const there = await db.$count(comparisons, eq(comparisons.projectId, comparison.projectId));
  refuseBeyond(there, STORE_LIMITS.comparisonsPerProject, 'comparisons in a project');
  const [inserted] = await db.insert(comparisons).values(comparison).returning();
  const row = must(inserted, 'the new comparison');
  await db
    .insert(comparisonDesigns)
    .values(designIds.map((designId, position) => ({ comparisonId: row.id, position, designId })));
  return row;
}
