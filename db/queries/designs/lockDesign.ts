import { eq } from 'drizzle-orm';
import type { Db } from '../../database';
import { type DesignRow, designs } from '../../schema/designs';

/**
 * The row of a design, held until the transaction ends, so that whoever else wants to change the
 * design waits. Threads and runs may still be added.
 */
export async function lockDesign(db: Db, designId: string): Promise<DesignRow | undefined> {
  const [design] = await db
    .select()
    .from(designs)
    .where(eq(designs.id, designId))
    .for('no key update');
  return design;
}
