import { and, desc, eq, lte } from 'drizzle-orm';
import type { Snapshot } from '@/lib/document/session';
import type { Db } from '../../database';
import { readStored } from '../../documents/readStored';
import { replay } from '../../documents/replay';
import { snapshots } from '../../schema/documents';
import { operationsAfter } from './operationsAfter';

/**
 * The document of a design as it stood at a revision, from the last snapshot before it and the log;
 * undefined when there is no such design or revision.
 */
export async function documentAt(
  db: Db,
  designId: string,
  revision: number,
): Promise<Snapshot | undefined> {
  const [snapshot] = await db
    .select({ revision: snapshots.revision, graph: snapshots.graph })
    .from(snapshots)
    .where(and(eq(snapshots.designId, designId), lte(snapshots.revision, revision)))
    .orderBy(desc(snapshots.revision))
    .limit(1);
  if (!snapshot) return undefined;
  const start = { revision: snapshot.revision, graph: readStored(designId, snapshot.graph) };
  const limit = revision - snapshot.revision;
  const log = await operationsAfter(db, { designId, after: start.revision, upTo: revision, limit });
  return log.length === limit ? replay(start, log) : undefined;
}
