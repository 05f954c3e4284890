import { sameJson } from '@/lib/equal';
import type { LayerGraph, LayerNode } from '@/lib/graph/graph';

/** What differs between two documents: a key for each layer, wire or group that came or went, and for each property that changed. */
export function changedKeys(before: LayerGraph, after: LayerGraph): ReadonlySet<string> {
  return new Set([
    ...changedIn(before.nodes, after.nodes).flatMap((id) =>
      keysOfNode(id, before.nodes.get(id), after.nodes.get(id)),
    ),
    ...changedIn(before.edges, after.edges).map((id) => `edge ${id}`),
    ...changedIn(before.groups, after.groups).map((id) => `group ${id}`),
    ...differing(before.settings, after.settings).map((name) => `settings ${name}`),
  ]);
}

/**
 * What a step back or forth changed that is not in `mine`, the keys of all that its author ever
 * changed. A layer that somebody added or removed takes its wires and its groups with it.
 */
export function foreignKeys(
  before: LayerGraph,
  after: LayerGraph,
  mine: ReadonlySet<string>,
): readonly string[] {
  const changed = changedKeys(before, after);
  const comesOrGoes = (id: string) => changed.has(`node ${id}`);
  return [...changed].filter((key) => {
    const [part = '', id = '', property] = key.split(' ');
    if (mine.has(key)) return false;
    if (part === 'node') return !(property && mine.has(`node ${id}`));
    if (part === 'edge') {
      const edge = before.edges.get(id) ?? after.edges.get(id);
      return !(edge && (comesOrGoes(edge.source) || comesOrGoes(edge.target)));
    }
    if (part !== 'group') return true;
    const members = [...before.nodes.values(), ...after.nodes.values()].filter(
      ({ group }) => group === id,
    );
    return !members.some((node) => comesOrGoes(node.id) || changed.has(`node ${node.id} group`));
  });
}

function keysOfNode(
  id: string,
  before: LayerNode | undefined,
  after: LayerNode | undefined,
): readonly string[] {
  if (!before || !after || before.kind !== after.kind) return [`node ${id}`];
  const { params: paramsBefore, ...frameBefore } = before;
  const { params: paramsAfter, ...frameAfter } = after;
  return [...differing(frameBefore, frameAfter), ...differing(paramsBefore, paramsAfter)].map(
    (name) => `node ${id} ${name}`,
  );
}

function changedIn(
  before: ReadonlyMap<string, unknown>,
  after: ReadonlyMap<string, unknown>,
): readonly string[] {
  if (before === after) return [];
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].filter((id) => !sameJson(before.get(id), after.get(id)));
}

function differing(before: object, after: object): readonly string[] {
  const left = new Map(Object.entries(before));
  const right = new Map(Object.entries(after));
  return [...new Set([...left.keys(), ...right.keys()])].filter(
    (name) => !sameJson(left.get(name), right.get(name)),
  );
}
