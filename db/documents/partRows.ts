import type { Changes, PartChanges } from './changes';

/**
 * What changed in a document, as the function `write_parts` of the database reads it: column by
 * column, what is new apart from what keeps its place.
 */
export function partRows({ nodes, edges, groups }: Changes) {
  return {
    nodes: rowsOf(nodes, ({ position, group, ...node }) => ({
      ...node,
      ...position,
      group_id: group,
    })),
    edges: rowsOf(edges, (edge) => edge),
    groups: rowsOf(groups, (group) => group),
  };
}

function rowsOf<T, Columns extends object>(
  { put, removed }: PartChanges<T>,
  columnsOf: (value: T) => Columns,
) {
  const rows = [...put.values()].map(({ value, revision, ordinal }) => ({
    ...columnsOf(value),
    revision,
    ordinal,
  }));
  return {
    added: rows.filter(({ ordinal }) => ordinal !== undefined),
    changed: rows.filter(({ ordinal }) => ordinal === undefined),
    removed: [...removed],
  };
}
