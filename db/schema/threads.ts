import { doublePrecision, index, integer, pgEnum, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, id, moment } from './columns';
import { ofDesign } from './ofDesign';
import { byUser } from './people';

export const anchorType = pgEnum('anchor_type', ['design', 'node', 'edge', 'param', 'point']);

export type AnchorType = (typeof anchorType.enumValues)[number];

/** Conversations about one thing in a design. */
export const threads = pgTable(
  'threads',
  {
    id: id(),
    designId: ofDesign(),
    anchorType: anchorType().notNull(),
    /** Id of a layer or wire, which may be gone by now. */
    element: text(),
    param: text(),
    x: doublePrecision(),
    y: doublePrecision(),
    /** Revision of the design when the thread was opened. */
    revision: integer().notNull(),
    createdAt: createdAt(),
    resolvedAt: moment(),
    resolvedBy: byUser(),
  },
  (table) => [index().on(table.designId)],
);

export type ThreadRow = typeof threads.$inferSelect;

export const comments = pgTable(
  'comments',
  {
    id: id(),
    threadId: text()
      .notNull()
      .references(() => threads.id, { onDelete: 'cascade' }),
    authorId: byUser(),
    /** Plain text. */
    body: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.threadId)],
);

export type CommentRow = typeof comments.$inferSelect;
