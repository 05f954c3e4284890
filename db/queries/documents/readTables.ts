import { asc, eq } from 'drizzle-orm';
import type { Snapshot } from '@/lib/document/session';
import { GRAPH_FORMAT } from '@/lib/graph/stored';
import type { Db } from '../../database';
import { readStored } from '../../documents/readStored';
import { designs } from '../../schema/designs';
import { edges, groups, nodes } from '../../schema/documents';

/**
 * The document of a design from the tables that hold it as it stands. Run it in a transaction that
 * sees one moment: repeatable read, or one that holds the row of the design.
 */
export async function readTables(db: Db, designId: string): Promise<Snapshot | undefined> {
  const [design] = await db
    .select({ revision: designs.revision, settings: designs.settings })
    .from(designs)
    .where(eq(designs.id, designId));
  if (!design) return undefined;
  const groupRows = await db
    .select({ id: groups.id, name: groups.name })
    .from(groups)
    .where(eq(groups.designId, designId))
    .orderBy(asc(groups.ordinal));
  const nodeRows = await db
    .select()
    .from(nodes)
    .where(eq(nodes.designId, designId))
    .orderBy(asc(nodes.ordinal));
  const edgeRows = await db
    .select({
      id: edges.id,
      source: edges.source,
      port: edges.port,
      target: edges.target,
      slot: edges.slot,
    })
    .from(edges)
    .where(eq(edges.designId, designId))
    .orderBy(asc(edges.ordinal));
  const graph = readStored(designId, {
    format: GRAPH_FORMAT,
    nodes: nodeRows.map(({ id, kind, name, params, x, y, groupId, origin }) => ({
      id,
      name,
      position: { x, y },
      group: groupId,
      origin,
      kind,
      params,
    })),
    edges: edgeRows,
    groups: groupRows,
    settings: design.settings,
  });
  return { revision: design.revision, graph };
}
