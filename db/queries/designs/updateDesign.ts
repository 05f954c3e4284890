import { eq, sql } from 'drizzle-orm';
import { must } from '@/lib/invariant';
import type { Db } from '../../database';
import { type DesignRow, designs } from '../../schema/designs';

/** Renames or archives a design that is known to be there. Wake its followers after the commit. */
export async function updateDesign(
  db: Db,
  designId: string,
  change: { readonly name: string } | { readonly archivedAt: Date | null },
): Promise<DesignRow> {
  const [row] = await db
    .update(designs)
    .set({ ...change, updatedAt: sql`now()`, activity: sql`${designs.activity} + 1` })
    .where(eq(designs.id, designId))
    .returning();
  return must(row, `the design ${designId}`);
}
