import type { Snapshot } from '@/lib/document/session';
import type { Db } from '../../database';
import type { DocumentCache } from '../../documents/documentCache';
import { replay } from '../../documents/replay';
import { operationsAfter } from './operationsAfter';
import { readTables } from './readTables';

/** Beyond this many operations the tables are read quicker than the log. */
const FARTHEST = 1_000;

/**
 * The document of a design at `revision`, which is the newest: from memory where it is there, with
 * what the log has beyond it, else from the tables. Run it in a transaction that sees one moment.
 */
export async function headDocument(
  db: Db,
  documents: DocumentCache,
  designId: string,
  revision: number,
): Promise<Snapshot> {
  const known = documents.get(designId);
  if (known?.revision === revision) return known;
  if (known && known.revision < revision && revision - known.revision <= FARTHEST) {
    const after = known.revision;
    const log = await operationsAfter(db, { designId, after, upTo: revision, limit: FARTHEST });
    return replay(known, log);
  }
  const read = await readTables(db, designId);
  if (!read) throw new Error(`The design ${designId} is not there any more.`);
  return read;
}
