import { sameJson } from '@/lib/equal';
import { kindOf, portsOf } from '@/lib/layers/catalogue';
import { paramMeta } from '@/lib/layers/params';
import type { Edge, LayerGraph, LayerNode, NodeId } from './graph';
import { topologyOf } from './topology';
import { wiringOf } from './wiring';

/** A property of a layer that differs between two designs. */
export interface PropertyChange {
  readonly property: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** How the layers of one design answer to those of another. */
export interface GraphDiff {
  /** Layers of the second design that the first does not have. */
  readonly added: ReadonlySet<NodeId>;
  /** Layers of the first design that the second does not have. */
  readonly removed: ReadonlySet<NodeId>;
  /** Layers of both that differ in name, kind, parameters or inputs, by id in the second. */
  readonly changed: ReadonlyMap<NodeId, readonly PropertyChange[]>;
  /** Layer of the first design that each layer of the second answers to. */
  readonly matches: ReadonlyMap<NodeId, NodeId>;
}

/**
 * What differs between two designs. Layers are matched by id where both designs have them, as
 * variants of one ancestor do; the others by name and kind, in the order in which they run.
 * Positions and groups do not count.
 */
export function diffGraphs(before: LayerGraph, after: LayerGraph): GraphDiff {
  const matches = matchNodes(before, after);
  const matched = new Set(matches.values());
  const added = new Set<NodeId>();
  const changed = new Map<NodeId, readonly PropertyChange[]>();
  for (const node of after.nodes.values()) {
    const match = matches.get(node.id);
    const old = match === undefined ? undefined : before.nodes.get(match);
    if (!old) {
      added.add(node.id);
      continue;
    }
    const changes = [
      ...layerChanges(old, node),
      ...inputChanges(before, after, old, node, matches),
    ];
    if (changes.length > 0) changed.set(node.id, changes);
  }
  const removed = new Set([...before.nodes.keys()].filter((id) => !matched.has(id)));
  return { added, removed, changed, matches };
}

function matchNodes(before: LayerGraph, after: LayerGraph): ReadonlyMap<NodeId, NodeId> {
  const matches = new Map<NodeId, NodeId>();
  for (const node of after.nodes.values())
    if (before.nodes.get(node.id)?.kind === node.kind) matches.set(node.id, node.id);
  const taken = new Set(matches.values());
  const free = new Map<string, NodeId[]>();
  for (const node of inOrder(before)) {
    if (taken.has(node.id)) continue;
    const key = `${node.kind} ${node.name}`;
    const alike = free.get(key);
    if (alike) alike.push(node.id);
    else free.set(key, [node.id]);
  }
  for (const node of inOrder(after)) {
    if (matches.has(node.id)) continue;
    const match = free.get(`${node.kind} ${node.name}`)?.shift();
    if (match !== undefined) matches.set(node.id, match);
  }
  return matches;
}

/** The layers in the order in which they run. */
function inOrder(graph: LayerGraph): readonly LayerNode[] {
  const { order, stuck } = topologyOf(graph);
  return [...order, ...stuck].flatMap((id) => graph.nodes.get(id) ?? []);
}

function layerChanges(before: LayerNode, after: LayerNode): readonly PropertyChange[] {
  const changes: PropertyChange[] = [];
  if (before.name !== after.name)
    changes.push({ property: 'Name', before: before.name, after: after.name });
  const old = new Map<string, unknown>(Object.entries(before.params));
  const { shape } = kindOf(after).params;
  for (const [name, value] of Object.entries(after.params)) {
    if (sameJson(old.get(name), value)) continue;
    const schema = shape[name];
    const label = (schema && paramMeta(schema)?.label) ?? name;
    changes.push({ property: label, before: old.get(name), after: value });
  }
  return changes;
}

function inputChanges(
  before: LayerGraph,
  after: LayerGraph,
  old: LayerNode,
  node: LayerNode,
  matches: ReadonlyMap<NodeId, NodeId>,
): readonly PropertyChange[] {
  const was = wiringOf(before).into(old.id);
  const is = wiringOf(after).into(node.id);
  const same =
    was.length === is.length &&
    is.every(
      (edge, index) =>
        matches.get(edge.source) === was[index]?.source && edge.port === was[index]?.port,
    );
  if (same) return [];
  const names = (graph: LayerGraph, edges: readonly Edge[]) =>
    edges.map((edge) => sourceName(graph, edge));
  return [{ property: 'Inputs', before: names(before, was), after: names(after, is) }];
}

/** The layer that a wire comes from, and which of its outputs where it has several. */
function sourceName(graph: LayerGraph, { source, port }: Edge): string {
  const node = graph.nodes.get(source);
  if (!node) return source;
  return portsOf(node).length > 1 ? `${node.name}, output ${port + 1}` : node.name;
}
