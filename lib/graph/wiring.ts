import type { Edge, LayerGraph, NodeId } from './graph';

/** The edges of a graph by their ends: into a node in slot order, out of a node in drawing order. */
export interface Wiring {
  into(id: NodeId): readonly Edge[];
  outOf(id: NodeId): readonly Edge[];
}

const NONE: readonly Edge[] = [];
const known = new WeakMap<LayerGraph['edges'], Wiring>();

/** The wiring of a graph; computed once for each set of edges. */
export function wiringOf(graph: LayerGraph): Wiring {
  const found = known.get(graph.edges);
  if (found) return found;
  const into = new Map<NodeId, Edge[]>();
  const outOf = new Map<NodeId, Edge[]>();
  for (const edge of graph.edges.values()) {
    append(into, edge.target, edge);
    append(outOf, edge.source, edge);
  }
  for (const edges of into.values()) {
    if (edges.length > 1) edges.sort((a, b) => a.slot - b.slot);
  }
  const wiring: Wiring = {
    into: (id) => into.get(id) ?? NONE,
    outOf: (id) => outOf.get(id) ?? NONE,
  };
  known.set(graph.edges, wiring);
  return wiring;
}

function append(lists: Map<NodeId, Edge[]>, id: NodeId, edge: Edge): void {
  const list = lists.get(id);
  if (list) list.push(edge);
  else lists.set(id, [edge]);
}
