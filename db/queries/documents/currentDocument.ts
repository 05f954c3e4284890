import { eq } from 'drizzle-orm';
import type { Snapshot } from '@/lib/document/session';
import type { Database, Db } from '../../database';
import { designs } from '../../schema/designs';
import { headDocument } from './headDocument';

/** The document of a design as it stands; undefined when there is no such design. */
export async function currentDocument(
  { db, documents }: Pick<Database, 'db' | 'documents'>,
  designId: string,
): Promise<Snapshot | undefined> {
  const known = documents.get(designId);
  if (known && known.revision === (await headRevision(db, designId))) return known;
  const snapshot = await db.transaction(
    async (tx) => {
      const revision = await headRevision(tx, designId);
      return revision === undefined ? undefined : headDocument(tx, documents, designId, revision);
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
  if (snapshot) documents.put(designId, snapshot);
  return snapshot;
}

async function headRevision(db: Db, designId: string): Promise<number | undefined> {
  const [design] = await db
    .select({ revision: designs.revision })
    .from(designs)
    .where(eq(designs.id, designId));
  return design?.revision;
}
