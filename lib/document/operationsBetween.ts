import { sameJson } from '@/lib/equal';
import type { Edge, GroupId, LayerGraph, LayerNode, NodeId } from '@/lib/graph/graph';
import type { Json, Operation, SettingsPatch } from './operation';

/**
 * Operations that make one document of another, each of which takes effect when they are done in
 * order: what restores a revision, as new entries of the log. Only what differs is touched; layers
 * that both documents have keep their id. PROTOCOL P14.
 */
export function operationsBetween(from: LayerGraph, to: LayerGraph): readonly Operation[] {
  const stays = (id: NodeId) => isSameLayer(from.nodes.get(id), to.nodes.get(id));
  const removed = [...from.nodes.keys()].filter((id) => !stays(id));
  const added = [...to.nodes.values()].filter(({ id }) => !stays(id));
  const keptWires = new Set(
    [...to.edges.values()]
      .filter((edge) => sameJson(from.edges.get(edge.id), edge))
      .filter(({ source, target }) => stays(source) && stays(target))
      .map(({ id }) => id),
  );
  const cut = [...from.edges.values()].filter(
    ({ id, source, target }) => !keptWires.has(id) && stays(source) && stays(target),
  );
  const drawn = [...to.edges.values()].filter(({ id }) => !keptWires.has(id));
  return [
    ...(cut.length > 0 ? [{ type: 'disconnect', ids: cut.map(({ id }) => id) } as const] : []),
    ...(removed.length > 0 ? [{ type: 'removeNodes', ids: removed } as const] : []),
    ...added.map((node): Operation => ({ type: 'addNode', node: { ...node, group: null } })),
    ...[...to.nodes.values()].flatMap((node) => changesOf(from.nodes.get(node.id), node)),
    ...moves(from, to),
    ...regrouping(from, to, new Set(added.map(({ id }) => id))),
    ...drawn.toSorted(bySlot).map((edge): Operation => ({ type: 'connect', edge })),
    ...settings(from, to),
  ];
}

function isSameLayer(a: LayerNode | undefined, b: LayerNode | undefined): boolean {
  return a !== undefined && b !== undefined && a.kind === b.kind && sameJson(a.origin, b.origin);
}

function bySlot(a: Edge, b: Edge): number {
  return a.slot - b.slot;
}

function changesOf(before: LayerNode | undefined, node: LayerNode): readonly Operation[] {
  if (!before || !isSameLayer(before, node)) return [];
  const old = new Map<string, Json>(Object.entries(before.params));
  const params = Object.fromEntries(
    Object.entries<Json>(node.params).filter(([name, value]) => !sameJson(old.get(name), value)),
  );
  const { id, name } = node;
  return [
    ...(Object.keys(params).length > 0 ? [{ type: 'setParams', id, params } as const] : []),
    ...(before.name === name ? [] : [{ type: 'renameNode', id, name } as const]),
  ];
}

function moves(from: LayerGraph, to: LayerGraph): readonly Operation[] {
  const moved = [...to.nodes.values()].flatMap((node) => {
    const before = from.nodes.get(node.id);
    const { id, position } = node;
    const still = before?.position.x === position.x && before.position.y === position.y;
    return isSameLayer(before, node) && !still ? [{ id, position }] : [];
  });
  return moved.length > 0 ? [{ type: 'moveNodes', moves: moved }] : [];
}

function regrouping(
  from: LayerGraph,
  to: LayerGraph,
  added: ReadonlySet<NodeId>,
): readonly Operation[] {
  const groupBefore = (id: NodeId) => (added.has(id) ? null : (from.nodes.get(id)?.group ?? null));
  const leaving = new Map<GroupId, NodeId[]>();
  const joining = new Map<GroupId, NodeId[]>();
  for (const { id, group } of to.nodes.values()) {
    const before = groupBefore(id);
    if (group === before) continue;
    if (group === null && before !== null) append(leaving, before, id);
    else if (group !== null) append(joining, group, id);
  }
  return [
    ...[...leaving].map(([id, ids]): Operation => ({ type: 'ungroup', id, ids })),
    ...[...to.groups.values()].flatMap((group): readonly Operation[] => {
      const before = from.groups.get(group.id);
      const renamed = before !== undefined && before.name !== group.name;
      const ids = joining.get(group.id) ?? (renamed ? [] : undefined);
      const keepName = before?.name === group.name && ({ keepName: true } as const);
      return ids ? [{ type: 'groupNodes', group, ids, ...keepName }] : [];
    }),
  ];
}

function append(lists: Map<GroupId, NodeId[]>, group: GroupId, id: NodeId): void {
  const list = lists.get(group);
  if (list) list.push(id);
  else lists.set(group, [id]);
}

function settings(from: LayerGraph, to: LayerGraph): readonly Operation[] {
  const changed = Object.entries(to.settings).filter(
    ([name, value]) => from.settings[name as keyof typeof from.settings] !== value,
  );
  if (changed.length === 0) return [];
  return [{ type: 'setSettings', settings: Object.fromEntries(changed) as SettingsPatch }];
}
