import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt } from './columns';
import { ofDesign } from './ofDesign';
import { byUser } from './people';

/** Revisions that somebody gave a name. PROTOCOL P13. */
export const namedVersions = pgTable(
  'named_versions',
  {
    designId: ofDesign(),
    revision: integer().notNull(),
    name: text().notNull(),
    createdBy: byUser(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.designId, table.revision] })],
);

export type NamedVersionRow = typeof namedVersions.$inferSelect;
