import type { LayerGraph, NodeId } from './graph';
import { type Wiring, wiringOf } from './wiring';

/** The nodes in the order in which they run, and those that can never run. */
export interface Topology {
  readonly order: readonly NodeId[];
  /** Nodes on a cycle or behind one. */
  readonly stuck: readonly NodeId[];
}

/**
 * The order of execution. Each node comes after its inputs; a join's inputs run in the order of its
 * slots, each as late as possible, which is the order in which frameworks trace a network. It
 * depends on the wiring alone: not on ids, names or the order of drawing, except that heads of
 * equal depth run in the order in which they were drawn.
 */
export function topologyOf(graph: LayerGraph): Topology {
  const wiring = wiringOf(graph);
  const depth = depths(graph, wiring);
  const sinks = [...graph.nodes.keys()].filter(
    (id) => depth.has(id) && wiring.outOf(id).length === 0,
  );
  sinks.sort((a, b) => (depth.get(a) ?? 0) - (depth.get(b) ?? 0));
  const order: NodeId[] = [];
  const placed = new Set<NodeId>();
  for (const sink of sinks) placeWithInputs(sink, wiring, placed, order);
  for (const id of depth.keys()) placeWithInputs(id, wiring, placed, order);
  const stuck = [...graph.nodes.keys()].filter((id) => !placed.has(id));
  return { order, stuck };
}

/** Longest path from a source to each node that is neither on a cycle nor behind one. */
function depths(graph: LayerGraph, wiring: Wiring): ReadonlyMap<NodeId, number> {
  const waiting = new Map<NodeId, number>();
  const depth = new Map<NodeId, number>();
  const ready: NodeId[] = [];
  for (const id of graph.nodes.keys()) {
    const inputs = wiring.into(id).length;
    waiting.set(id, inputs);
    if (inputs === 0) ready.push(id);
  }
  for (const id of ready) {
    const inputs = wiring.into(id);
    let deepest = -1;
    for (const edge of inputs) deepest = Math.max(deepest, depth.get(edge.source) ?? 0);
    depth.set(id, deepest + 1);
    for (const edge of wiring.outOf(id)) {
      const left = (waiting.get(edge.target) ?? 0) - 1;
      waiting.set(edge.target, left);
      if (left === 0) ready.push(edge.target);
    }
  }
  return depth;
}

/** Depth first over the inputs, without recursion: a chain of 10,000 layers must not overflow the stack. */
function placeWithInputs(
  start: NodeId,
  wiring: Wiring,
  placed: Set<NodeId>,
  order: NodeId[],
): void {
  if (placed.has(start)) return;
  const path: { readonly id: NodeId; next: number }[] = [{ id: start, next: 0 }];
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const edge = wiring.into(top.id)[top.next];
    if (edge) {
      top.next++;
      if (!placed.has(edge.source)) path.push({ id: edge.source, next: 0 });
      continue;
    }
    path.pop();
    if (placed.has(top.id)) continue;
    placed.add(top.id);
    order.push(top.id);
  }
}

/** Everything that can be reached from `start` against (`into`) or along (`outOf`) the wires, without `start` itself unless on a cycle. */
export function reachable(
  graph: LayerGraph,
  start: NodeId,
  direction: 'ancestors' | 'descendants',
): ReadonlySet<NodeId> {
  const wiring = wiringOf(graph);
  const found = new Set<NodeId>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const edges = direction === 'ancestors' ? wiring.into(id) : wiring.outOf(id);
    for (const edge of edges) {
      const next = direction === 'ancestors' ? edge.source : edge.target;
      if (found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}
