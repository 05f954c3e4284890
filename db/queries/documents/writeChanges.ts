import { sql } from 'drizzle-orm';
import type { Db } from '../../database';
import type { Changes } from '../../documents/changes';
import { partRows } from '../../documents/partRows';

/** Writes what changed in a document into the tables of layers, wires and groups; the graph is checked at commit. */
export async function writeChanges(db: Db, designId: string, changes: Changes): Promise<void> {
  const parts = JSON.stringify(partRows(changes));
  await db.execute(sql`SELECT write_parts(${designId}, ${parts}::jsonb)`);
}
