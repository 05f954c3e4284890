import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Db } from '../../database';
import type { Changes, PartChanges, Put } from '../../documents/changes';
import { chunks } from '../../documents/chunks';
import { edges, groups, nodes } from '../../schema/documents';

const NODE_COLUMNS = {
  kind: sql`excluded.kind`,
  name: sql`excluded.name`,
  params: sql`excluded.params`,
  x: sql`excluded.x`,
  y: sql`excluded.y`,
  groupId: sql`excluded.group_id`,
  origin: sql`excluded.origin`,
  revision: sql`excluded.revision`,
};

const EDGE_COLUMNS = {
  source: sql`excluded.source`,
  port: sql`excluded.port`,
  target: sql`excluded.target`,
  slot: sql`excluded.slot`,
  revision: sql`excluded.revision`,
};

const GROUP_COLUMNS = { name: sql`excluded.name`, revision: sql`excluded.revision` };

const ORDINAL = { ordinal: sql`excluded.ordinal` };

/** Writes what operations changed. Within the transaction of the push; the graph is checked at commit. */
export async function writeChanges(db: Db, designId: string, changes: Changes): Promise<void> {
  await remove(db, edges, designId, changes.edges);
  await remove(db, nodes, designId, changes.nodes);
  await remove(db, groups, designId, changes.groups);
  for (const { puts, place } of byNovelty(changes.groups)) {
    const rows = puts.map(({ value, ...rest }) => ({ designId, ...value, ...placeOf(rest) }));
    for (const values of chunks(rows)) {
      await db
        .insert(groups)
        .values([...values])
        .onConflictDoUpdate({
          target: [groups.designId, groups.id],
          set: { ...GROUP_COLUMNS, ...place },
        });
    }
  }
  for (const { puts, place } of byNovelty(changes.nodes)) {
    const rows = puts.map(({ value, ...rest }) => {
      const { id, kind, name, params, position, group, origin } = value;
      const { x, y } = position;
      return { designId, id, kind, name, params, x, y, groupId: group, origin, ...placeOf(rest) };
    });
    for (const values of chunks(rows)) {
      await db
        .insert(nodes)
        .values([...values])
        .onConflictDoUpdate({
          target: [nodes.designId, nodes.id],
          set: { ...NODE_COLUMNS, ...place },
        });
    }
  }
  for (const { puts, place } of byNovelty(changes.edges)) {
    const rows = puts.map(({ value, ...rest }) => ({ designId, ...value, ...placeOf(rest) }));
    for (const values of chunks(rows)) {
      await db
        .insert(edges)
        .values([...values])
        .onConflictDoUpdate({
          target: [edges.designId, edges.id],
          set: { ...EDGE_COLUMNS, ...place },
        });
    }
  }
}

/** What is new gets a place; what was there keeps the one it has. */
function byNovelty<T>({ put }: PartChanges<T>): readonly {
  readonly puts: readonly Put<T>[];
  readonly place: Readonly<Record<string, SQL>>;
}[] {
  const puts = [...put.values()];
  return [
    { puts: puts.filter(({ ordinal }) => ordinal !== undefined), place: ORDINAL },
    { puts: puts.filter(({ ordinal }) => ordinal === undefined), place: {} },
  ];
}

/** The ordinal of a row that is there already is not written; the column only has to have something. */
function placeOf({ revision, ordinal = 0 }: Omit<Put<unknown>, 'value'>) {
  return { revision, ordinal };
}

async function remove(
  db: Db,
  table: typeof nodes | typeof edges | typeof groups,
  designId: string,
  { removed }: PartChanges<unknown>,
): Promise<void> {
  const id: PgColumn = table.id;
  for (const ids of chunks([...removed], 10_000)) {
    await db.delete(table).where(and(eq(table.designId, designId), inArray(id, [...ids])));
  }
}
