import { inArray } from 'drizzle-orm';
import type { Db } from '../../database';
import { type DesignRow, designs } from '../../schema/designs';

export function designsByIds(db: Db, ids: readonly string[]): Promise<DesignRow[]> {
  return db
    .select()
    .from(designs)
    .where(inArray(designs.id, [...ids]));
}
