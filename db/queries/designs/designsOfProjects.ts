import { desc, inArray } from 'drizzle-orm';
import type { Db } from '../../database';
import { type DesignRow, designs } from '../../schema/designs';

/** The designs of projects, archived ones too, newest change first. */
export function designsOfProjects(db: Db, projectIds: readonly string[]): Promise<DesignRow[]> {
  return db
    .select()
    .from(designs)
    .where(inArray(designs.projectId, [...projectIds]))
    .orderBy(desc(designs.updatedAt), desc(designs.id));
}
