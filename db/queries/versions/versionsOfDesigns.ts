import { desc, inArray } from 'drizzle-orm';
import type { Db } from '../../database';
import { type NamedVersionRow, namedVersions } from '../../schema/namedVersions';

/** The named revisions of designs, newest first. */
export function versionsOfDesigns(
  db: Db,
  designIds: readonly string[],
): Promise<NamedVersionRow[]> {
  return db
    .select()
    .from(namedVersions)
    .where(inArray(namedVersions.designId, [...designIds]))
    .orderBy(desc(namedVersions.revision));
}
