import { asc, eq } from 'drizzle-orm';
import type { Db } from '../../database';
import { comparisonDesigns } from '../../schema/comparisons';
import { type DesignRow, designs } from '../../schema/designs';

/** The designs of a comparison, from left to right. */
export async function designsOfComparison(db: Db, comparisonId: string): Promise<DesignRow[]> {
  const rows = await db
    .select({ design: designs })
    .from(comparisonDesigns)
    .innerJoin(designs, eq(designs.id, comparisonDesigns.designId))
    .where(eq(comparisonDesigns.comparisonId, comparisonId))
    .orderBy(asc(comparisonDesigns.position));
  return rows.map(({ design }) => design);
}
