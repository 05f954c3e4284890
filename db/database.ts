import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type { DocumentCache } from './documents/documentCache';
import type { PushTurns } from './documents/pushTurns';
import type { DesignFeeds } from './feed/designFeeds';
import type { schema } from './schema/schema';
import type { Carrier } from './wake/carrier';
import type { Wake } from './wake/wake';

/**
 * A database or a transaction in it: what every query takes first. Inside a transaction only the
 * transaction may be used: the embedded database has one connection and would wait for itself.
 */
export type Db = PgDatabase<PgQueryResultHKT, typeof schema>;

/** An open database with what a process keeps beside it. */
export interface Database {
  readonly kind: 'postgres' | 'pglite';
  readonly db: Db;
  readonly documents: DocumentCache;
  readonly pushes: PushTurns;
  /** By design: there is something new. */
  readonly wake: Wake;
  /** By person: they may do more, or less, or their session has ended. */
  readonly access: Wake;
  readonly feeds: DesignFeeds;
  readonly carrier: Carrier;
  close(): Promise<void>;
}
