import { eq } from 'drizzle-orm';
import type { Db } from '../../database';
import { designs } from '../../schema/designs';

/** How far a design is: the newest revision, and the counter of changes beside the document. */
export interface DesignPosition {
  readonly revision: number;
  readonly activity: number;
}

export async function designPosition(
  db: Db,
  designId: string,
): Promise<DesignPosition | undefined> {
  const [row] = await db
    .select({ revision: designs.revision, activity: designs.activity })
    .from(designs)
    .where(eq(designs.id, designId));
  return row;
}
