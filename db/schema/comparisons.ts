import { index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, id } from './columns';
import { ofDesign } from './ofDesign';
import { byUser } from './people';
import { projects } from './projects';

/** Designs that somebody put side by side, under a name. */
export const comparisons = pgTable(
  'comparisons',
  {
    id: id(),
    projectId: text()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    createdBy: byUser(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.projectId)],
);

export type ComparisonRow = typeof comparisons.$inferSelect;

export const comparisonDesigns = pgTable(
  'comparison_designs',
  {
    comparisonId: text()
      .notNull()
      .references(() => comparisons.id, { onDelete: 'cascade' }),
    /** From left to right. */
    position: integer().notNull(),
    designId: ofDesign(),
  },
  (table) => [
    primaryKey({ columns: [table.comparisonId, table.position] }),
    index().on(table.designId),
  ],
);
