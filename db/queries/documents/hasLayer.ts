import { and, eq } from 'drizzle-orm';
import type { Db } from '../../database';
import { nodes } from '../../schema/documents';

/** Whether a design has a layer with this id now. */
export async function hasLayer(db: Db, designId: string, id: string): Promise<boolean> {
  const [row] = await db
    .select({ id: nodes.id })
    .from(nodes)
    .where(and(eq(nodes.designId, designId), eq(nodes.id, id)));
  return row !== undefined;
}
