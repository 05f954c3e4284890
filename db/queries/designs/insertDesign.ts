import { eq } from 'drizzle-orm';
import { EMPTY_GRAPH, type LayerGraph } from '@/lib/graph/graph';
import { storeGraph } from '@/lib/graph/stored';
import { must } from '@/lib/invariant';
import type { Db } from '../../database';
import { addChanges, noChanges } from '../../documents/changes';
import { refuseBeyond, STORE_LIMITS } from '../../limits';
import { type DesignRow, designs } from '../../schema/designs';
import { snapshots } from '../../schema/documents';
import { writeChanges } from '../documents/writeChanges';

export interface NewDesign {
  readonly projectId: string;
  readonly name: string;
  readonly createdBy: string;
  /** The document as it begins, at revision 0. */
  readonly graph: LayerGraph;
  /** The design that this is a variant of, and the revision at which it begins. */
  readonly parent?: { readonly id: string; readonly revision: number } | undefined;
}

/** Adds a design with its first document. To be run in a transaction. */
export async function insertDesign(
  db: Db,
  { projectId, name, createdBy, graph, parent }: NewDesign,
): Promise<DesignRow> {
  const there = await db.$count(designs, eq(designs.projectId, projectId));
  refuseBeyond(there, STORE_LIMITS.designsPerProject, 'designs in a project');
  const { settings } = graph;
  const forkedFrom = parent && { parentId: parent.id, forkRevision: parent.revision };
  // Designs that are made in one transaction are still older and newer.
  const now = new Date();
  const times = { createdAt: now, updatedAt: now };
  const [row] = await db
    .insert(designs)
    .values({ projectId, name, createdBy, settings, ...times, ...forkedFrom })
    .returning();
  const design = must(row, 'the new design');
  const changes = noChanges();
  addChanges(changes, EMPTY_GRAPH, graph, 0);
  await writeChanges(db, design.id, changes);
  await db.insert(snapshots).values({ designId: design.id, revision: 0, graph: storeGraph(graph) });
  return design;
}
