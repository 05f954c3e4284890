import { and, eq, inArray } from 'drizzle-orm';
import type { Db } from '../../database';
import { edges, nodes } from '../../schema/documents';

/** Which of these layers and wires a design has now. Ids of layers and wires do not meet. */
export async function existingElements(
  db: Db,
  designId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const found = [];
  for (const table of [nodes, edges]) {
    const rows = await db
      .select({ id: table.id })
      .from(table)
      .where(and(eq(table.designId, designId), inArray(table.id, [...ids])));
    found.push(...rows.map(({ id }) => id));
  }
  return new Set(found);
}
