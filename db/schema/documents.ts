import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
} from 'drizzle-orm/pg-core';
import type { Origin } from '@/lib/graph/graph';
import type { StoredGraph } from '@/lib/graph/stored';
import { createdAt } from './columns';
import { ofDesign } from './ofDesign';

/**
 * Place among the elements of a design: they come out in the order in which they were added. Made
 * from the revision that added the element, so that every instance makes the same.
 */
const ordinal = () => bigint({ mode: 'number' }).notNull();

/** Revision that last changed the element; 0 for one that the document began with. */
const revision = () => integer().notNull();

/** Blocks of layers, as they stand now. */
export const groups = pgTable(
  'groups',
  {
    designId: ofDesign(),
    id: text().notNull(),
    name: text().notNull(),
    ordinal: ordinal(),
    revision: revision(),
  },
  (table) => [primaryKey({ columns: [table.designId, table.id] })],
);

export type GroupRow = typeof groups.$inferSelect;

/** Layers of all designs, as they stand now. The foreign keys of this file are checked at commit. */
export const nodes = pgTable(
  'nodes',
  {
    designId: ofDesign(),
    id: text().notNull(),
    kind: text().notNull(),
    name: text().notNull(),
    params: jsonb().$type<Readonly<Record<string, unknown>>>().notNull(),
    x: doublePrecision().notNull(),
    y: doublePrecision().notNull(),
    groupId: text(),
    origin: jsonb().$type<Origin>(),
    ordinal: ordinal(),
    revision: revision(),
  },
  (table) => [
    primaryKey({ columns: [table.designId, table.id] }),
    index().on(table.designId, table.groupId),
    foreignKey({
      name: 'nodes_group_fk',
      columns: [table.designId, table.groupId],
      foreignColumns: [groups.designId, groups.id],
    }),
  ],
);

export type NodeRow = typeof nodes.$inferSelect;

/** Wires of all designs, as they stand now. One that leads nowhere cannot be stored. */
export const edges = pgTable(
  'edges',
  {
    designId: ofDesign(),
    id: text().notNull(),
    source: text().notNull(),
    port: integer().notNull(),
    target: text().notNull(),
    slot: integer().notNull(),
    ordinal: ordinal(),
    revision: revision(),
  },
  (table) => [
    primaryKey({ columns: [table.designId, table.id] }),
    index().on(table.designId, table.source),
    foreignKey({
      name: 'edges_source_fk',
      columns: [table.designId, table.source],
      foreignColumns: [nodes.designId, nodes.id],
    }),
    foreignKey({
      name: 'edges_target_fk',
      columns: [table.designId, table.target],
      foreignColumns: [nodes.designId, nodes.id],
    }),
    check('edges_no_loop', sql`${table.source} <> ${table.target}`),
  ],
);

export type EdgeRow = typeof edges.$inferSelect;

/** The whole document at some revisions, 0 among them, so that a replay never has far to go. */
export const snapshots = pgTable(
  'snapshots',
  {
    designId: ofDesign(),
    revision: revision(),
    graph: jsonb().$type<StoredGraph>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.designId, table.revision] })],
);
