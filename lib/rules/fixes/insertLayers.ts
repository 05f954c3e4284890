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
  { graph, wiring }: RuleContext,
  wires: readonly Edge[],
  layers: readonly NewLayer[],
  purpose: string,
): readonly Operation[] {
  const [wire] = wires;
  const source = wire && graph.nodes.get(wire.source);
  const target = wire && graph.nodes.get(wire.target);
  if (!wire || !source || !target) return [];
  const near = [source.id, target.id, ...wiring.outOf(source.id).map((edge) => edge.target)];
  const taken = near.flatMap((id) => graph.nodes.get(id)?.position ?? []);
  const nodes: Operation[] = [];
  const edges: Operation[] = [];
  let from = { source: wire.source, port: wire.port };
  for (const [index, { layer, name }] of layers.entries()) {
    const id = derivedId(graph, purpose, 'layer', `${index}`);
    const share = (index + 1) / (layers.length + 1);
    const position = freePlace(source.position, target.position, share, taken);
    taken.push(position);
    const frame = { id, name: name.slice(0, 200), position, group: source.group, origin: null };
    nodes.push({ type: 'addNode', node: { ...frame, ...layer } as LayerNode });
    const edge = { id: derivedId(graph, purpose, 'wire', id), ...from, target: id, slot: 0 };
    edges.push({ type: 'connect', edge });
    from = { source: id, port: 0 };
  }
  for (const { id, target: end, slot } of wires) {
    const edge = { id: derivedId(graph, purpose, 'instead of', id), ...from, target: end, slot };
    edges.push({ type: 'connect', edge });
  }
  return [...nodes, { type: 'disconnect', ids: wires.map(({ id }) => id) }, ...edges];
}

const GAP = 40;

/** A point on the line between two others, moved to the right until no layer that is near lies there. */
function freePlace(start: Point, end: Point, share: number, taken: readonly Point[]): Point {
  const y = Math.round(start.y + (end.y - start.y) * share);
  let x = Math.round(start.x + (end.x - start.x) * share);
  const besides = taken
    .filter((point) => Math.abs(point.y - y) < NODE_SIZE.height)
    .toSorted((a, b) => a.x - b.x);
  for (const point of besides) {
    if (Math.abs(point.x - x) < NODE_SIZE.width) x = point.x + NODE_SIZE.width + GAP;
  }
  return { x, y };
}
