import { type SQL, sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  boolean,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  unique,
} from 'drizzle-orm/pg-core';
import type { Operation, RefusalCode } from '@/lib/document/operation';
import { createdAt, moment } from './columns';
import { ofDesign } from './ofDesign';
import { byUser, ofUser } from './people';

function layerOf(operation: AnyPgColumn): SQL<string | null> {
  return sql`coalesce(${operation}->>'id', ${operation}->'node'->>'id')`;
}

/** The log: what was done to each design, in order. Rows are only ever added. PROTOCOL P4. */
export const operations = pgTable(
  'operations',
  {
    designId: ofDesign(),
    revision: integer().notNull(),
    client: text().notNull(),
    seq: integer().notNull(),
    /** Hash of what the client sent, by which a retry is told from another operation. */
    bodyHash: text().notNull(),
    gesture: text().notNull(),
    actorId: byUser(),
    /** The operation as it took effect. */
    operation: jsonb().$type<Operation>().notNull(),
    /** What undoes it. */
    inverse: jsonb().$type<readonly Operation[]>().notNull(),
    /** It took effect in another form than the one sent. */
    rebased: boolean().notNull(),
    at: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.designId, table.revision] }),
    unique().on(table.designId, table.client, table.seq),
    index().on(table.actorId),
    index('operations_layer_idx').on(table.designId, layerOf(table.operation)),
  ],
);

/** The layer that an operation of the log adds, renames or gives parameters; null for the others. */
export const aboutLayer = layerOf(operations.operation);

export type OperationRow = typeof operations.$inferSelect;

export const declinedOutcome = pgEnum('declined_outcome', ['discard', 'reject']);

/** What did not come into the log: kept so that a retry gets the same answer, and nothing is lost silently. */
export const declinedOperations = pgTable(
  'declined_operations',
  {
    designId: ofDesign(),
    client: text().notNull(),
    seq: integer().notNull(),
    bodyHash: text().notNull(),
    gesture: text().notNull(),
    actorId: byUser(),
    outcome: declinedOutcome().notNull(),
    code: text().$type<RefusalCode>(),
    message: text().notNull(),
    /** As the client sent it; null when it was nothing that can be stored. */
    operation: jsonb().$type<unknown>(),
    /** Newest revision when it arrived. */
    headRevision: integer().notNull(),
    at: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.designId, table.client, table.seq] })],
);

export type DeclinedOperationRow = typeof declinedOperations.$inferSelect;

/** Browser tabs that have changed a design. A client belongs to the user who first used it. PROTOCOL P2. */
export const documentClients = pgTable(
  'document_clients',
  {
    designId: ofDesign(),
    client: text().notNull(),
    userId: ofUser(),
    lastSeq: integer().notNull(),
    createdAt: createdAt(),
    seenAt: moment().notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.designId, table.client] }), index().on(table.userId)],
);
