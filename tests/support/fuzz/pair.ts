import type { Database } from '@/db/database';
import { createDocumentCache, type DocumentCache } from '@/db/documents/documentCache';
import { PushTurns } from '@/db/documents/pushTurns';
import { openPostgres } from '@/db/open/openPostgres';
import { copyOfTemplate, ON_POSTGRES, openTestDatabase } from '../testDatabase';

/** Two instances on one database. */
export interface Pair {
  readonly instances: readonly [Database, Database];
  close(): Promise<void>;
}

/** On a server, two that know nothing of each other; on the embedded database, two that share its connection alone. */
export async function openPair(): Promise<Pair> {
  if (!ON_POSTGRES) {
    const database = await openTestDatabase();
    const instances = [database, beside(database, createDocumentCache())] as const;
    return { instances, close: () => database.close() };
  }
  const url = await copyOfTemplate();
  const instances = [await openPostgres({ url }), await openPostgres({ url })] as const;
  return {
    instances,
    async close() {
      for (const instance of instances) await instance.close();
    },
  };
}

/** Another instance on the connection of a first one, with documents of its own in memory. */
export function beside(database: Database, documents: DocumentCache): Database {
  return { ...database, documents, pushes: new PushTurns() };
}
