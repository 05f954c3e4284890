import { type AnyPgColumn, index, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { Settings } from '@/lib/graph/graph';
import { createdAt, id, moment } from './columns';
import { byUser } from './people';
import { projects } from './projects';

/** Designs: documents with a log. This row is the one that a push locks. */
export const designs = pgTable(
  'designs',
  {
    id: id(),
    projectId: text()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    /** What this one is a variant of. */
    parentId: text().references((): AnyPgColumn => designs.id, { onDelete: 'set null' }),
    /** Revision of the parent at which it began. */
    forkRevision: integer(),
    /** Number of the newest operation in the log; 0 for a document as it began. */
    revision: integer().notNull().default(0),
    /** Id of the draft that wrote the newest operations: what a draft that was made before they were committed stands on. */
    headDraft: text(),
    /** Counts changes beside the document: threads, waivers, runs, the name, the rules of the project. */
    activity: integer().notNull().default(0),
    settings: jsonb().$type<Settings>().notNull(),
    createdBy: byUser(),
    createdAt: createdAt(),
    updatedAt: moment().notNull().defaultNow(),
    archivedAt: moment(),
  },
  (table) => [index().on(table.projectId), index().on(table.parentId)],
);

export type DesignRow = typeof designs.$inferSelect;
