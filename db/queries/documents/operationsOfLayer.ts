import { and, desc, eq } from 'drizzle-orm';
import type { Db } from '../../database';
import { aboutLayer, type OperationRow, operations } from '../../schema/operations';

/** What added a layer and set its name and parameters, newest first. */
export function operationsOfLayer(
  db: Db,
  {
    designId,
    layer,
    limit,
  }: { readonly designId: string; readonly layer: string; readonly limit: number },
): Promise<OperationRow[]> {
  return db
    .select()
    .from(operations)
    .where(and(eq(operations.designId, designId), eq(aboutLayer, layer)))
    .orderBy(desc(operations.revision))
    .limit(limit);
}
