import type {
  Edge,
  EdgeId,
  Group,
  GroupId,
  LayerGraph,
  LayerNode,
  NodeId,
} from '@/lib/graph/graph';

/** Copies of a graph with some things put or dropped. Everything that is not named is shared. */
export function putNodes(graph: LayerGraph, nodes: readonly LayerNode[]): LayerGraph {
  const copy = new Map(graph.nodes);
  for (const node of nodes) copy.set(node.id, node);
  return { ...graph, nodes: copy };
}

export function dropNodes(graph: LayerGraph, ids: Iterable<NodeId>): LayerGraph {
  const copy = new Map(graph.nodes);
  for (const id of ids) copy.delete(id);
  return { ...graph, nodes: copy };
}

export function putEdge(graph: LayerGraph, edge: Edge): LayerGraph {
  return { ...graph, edges: new Map(graph.edges).set(edge.id, edge) };
}

export function dropEdges(graph: LayerGraph, ids: Iterable<EdgeId>): LayerGraph {
  const copy = new Map(graph.edges);
  for (const id of ids) copy.delete(id);
  return { ...graph, edges: copy };
}

export function putGroup(graph: LayerGraph, group: Group): LayerGraph {
  return { ...graph, groups: new Map(graph.groups).set(group.id, group) };
}

/** Drops the groups among `ids` that have no member left. */
export function dropEmptyGroups(graph: LayerGraph, ids: Iterable<GroupId>): LayerGraph {
  const empty = new Set(ids);
  for (const node of graph.nodes.values()) if (node.group !== null) empty.delete(node.group);
  if (empty.size === 0) return graph;
  const copy = new Map(graph.groups);
  for (const id of empty) copy.delete(id);
  return { ...graph, groups: copy };
}
