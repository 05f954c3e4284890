import { and, asc, inArray, isNull } from 'drizzle-orm';
import type { Db } from '../../database';
import { type DesignRow, designs } from '../../schema/designs';

/** The variants of designs that are not archived, oldest first. */
export function variantsOfDesigns(db: Db, designIds: readonly string[]): Promise<DesignRow[]> {
  return db
    .select()
    .from(designs)
    .where(and(inArray(designs.parentId, [...designIds]), isNull(designs.archivedAt)))
    .orderBy(asc(designs.createdAt), asc(designs.id));
}
