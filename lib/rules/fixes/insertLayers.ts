import type { Operation } from '@/lib/document/operation';
import type { Edge, LayerNode, Point } from '@/lib/graph/graph';
import { NODE_SIZE } from '@/lib/graph/layout';
import type { Layer } from '@/lib/layers/catalogue';
import type { RuleContext } from '../context';
import { derivedId } from './derivedId';

/** A layer that a fix puts in, and what to call it. */
export interface NewLayer {
  readonly layer: Layer;
  readonly name: string;
}

/**
 * Operations that put layers into wires which all leave the same port: the port feeds the first
 * layer, each layer the next, the last one whatever the wires fed. `purpose` tells this insertion
 * from all others on the design.
 */
export function insertLayers(
  { graph }: RuleContext,
  wires: readonly Edge[],
  layers: readonly NewLayer[],
  purpose: string,
): readonly Operation[] {
  const [wire] = wires;
  const source = wire && graph.nodes.get(wire.source);
  const target = wire && graph.nodes.get(wire.target);
  if (!wire || !source || !target) return [];
  const operations: Operation[] = [];
  let from = { source: wire.source, port: wire.port };
  const chain: Operation[] = [];
  for (const [index, { layer, name }] of layers.entries()) {
    const id = derivedId(graph, purpose, 'layer', `${index}`);
    const position = between(graph.nodes, source, target, (index + 1) / (layers.length + 1));
    const frame = { id, name: name.slice(0, 200), position, group: source.group, origin: null };
    operations.push({ type: 'addNode', node: { ...frame, ...layer } as LayerNode });
    const edge = { id: derivedId(graph, purpose, 'wire', id), ...from, target: id, slot: 0 };
    chain.push({ type: 'connect', edge });
    from = { source: id, port: 0 };
  }
  operations.push({ type: 'disconnect', ids: wires.map(({ id }) => id) });
  for (const { id, target: end, slot } of wires) {
    const edge = { id: derivedId(graph, purpose, 'instead of', id), ...from, target: end, slot };
    chain.push({ type: 'connect', edge });
  }
  return [...operations, ...chain];
}

const GAP = 40;

/** A point on the line between two layers, moved to the right until it is free. */
function between(
  nodes: ReadonlyMap<string, LayerNode>,
  source: LayerNode,
  target: LayerNode,
  share: number,
): Point {
  const { x, y } = source.position;
  const wanted = {
    x: Math.round(x + (target.position.x - x) * share),
    y: Math.round(y + (target.position.y - y) * share),
  };
  let free = wanted;
  for (let tries = 0; tries < nodes.size; tries++) {
    const at = blocker(nodes, free);
    if (!at) return free;
    free = { x: at.position.x + NODE_SIZE.width + GAP, y: wanted.y };
  }
  return free;
}

function blocker(nodes: ReadonlyMap<string, LayerNode>, { x, y }: Point): LayerNode | undefined {
  for (const node of nodes.values()) {
    const across = Math.abs(node.position.x - x) < NODE_SIZE.width;
    if (across && Math.abs(node.position.y - y) < NODE_SIZE.height) return node;
  }
  return undefined;
}
