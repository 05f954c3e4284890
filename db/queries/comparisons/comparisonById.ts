import { eq } from 'drizzle-orm';
import type { Db } from '../../database';
import { type ComparisonRow, comparisons } from '../../schema/comparisons';

export async function comparisonById(db: Db, id: string): Promise<ComparisonRow | undefined> {
  const [row] = await db.select().from(comparisons).where(eq(comparisons.id, id));
  return row;
}
