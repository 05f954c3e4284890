import type { Database } from '@/db/database';
import { documentAt } from '@/db/queries/documents/documentAt';
import { operationsAfter } from '@/db/queries/documents/operationsAfter';
import { readTables } from '@/db/queries/documents/readTables';
import type { OperationRow } from '@/db/schema/operations';
import { type StoredGraph, storeGraph } from '@/lib/graph/stored';
import { must } from '@/lib/invariant';

/** The document of a design from the tables of layers, wires and groups. */
export async function tablesOf({ db }: Database, designId: string): Promise<StoredGraph> {
  return storeGraph(must(await readTables(db, designId), 'the document').graph);
}

/** The document of a design at a revision, from the last snapshot and the log. */
export async function replayOf(
  { db }: Database,
  designId: string,
  revision: number,
): Promise<StoredGraph> {
  return storeGraph(must(await documentAt(db, designId, revision), 'the document').graph);
}

export function logOf({ db }: Database, designId: string): Promise<OperationRow[]> {
  return operationsAfter(db, { designId, after: 0, limit: 100_000 });
}
