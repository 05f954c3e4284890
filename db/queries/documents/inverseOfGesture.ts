import { and, desc, eq } from 'drizzle-orm';
import type { Operation } from '@/lib/document/operation';
import type { Db } from '../../database';
import { operations } from '../../schema/operations';

/** What undoes a gesture of a design, in the order in which it would have to be done. */
export async function inverseOfGesture(
  db: Db,
  designId: string,
  gesture: string,
): Promise<readonly Operation[]> {
  const rows = await db
    .select({ inverse: operations.inverse })
    .from(operations)
    .where(and(eq(operations.designId, designId), eq(operations.gesture, gesture)))
    .orderBy(desc(operations.revision));
  return rows.flatMap(({ inverse }) => inverse);
}
