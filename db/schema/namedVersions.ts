import { integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt } from './columns';
import { designs } from './designs';
import { users } from './users';

/** Revisions that somebody gave a name. PROTOCOL P13. */
export const namedVersions = pgTable(
  'named_versions',
  {
    designId: text()
      .notNull()
      .references(() => designs.id, { onDelete: 'cascade' }),
    revision: integer().notNull(),
    name: text().notNull(),
    createdBy: text().references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.designId, table.revision] })],
);

export type NamedVersionRow = typeof namedVersions.$inferSelect;
