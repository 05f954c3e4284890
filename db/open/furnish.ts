import type { Database } from '../database';
import { createDocumentCache } from '../documents/documentCache';
import { PushTurns } from '../documents/pushTurns';
import { createDesignFeeds } from '../feed/designFeeds';
import { createWake } from '../wake/wake';

/** Puts beside an open database what a process keeps there: wake-ups, feeds, documents, turns. */
export function furnish({
  kind,
  db,
  carrier,
  close,
}: Pick<Database, 'kind' | 'db' | 'carrier' | 'close'>): Database {
  const wake = createWake(carrier, 'wake');
  const access = createWake(carrier, 'access');
  const feeds = createDesignFeeds({ db, wake, access });
  return {
    kind,
    db,
    documents: createDocumentCache(),
    pushes: new PushTurns(),
    carrier,
    wake,
    access,
    feeds,
    close() {
      feeds.close();
      return close();
    },
  };
}
