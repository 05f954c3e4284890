import { canConnect } from '@/lib/graph/canConnect';
import type { EdgeId, LayerGraph, LayerNode, NodeId, Point } from '@/lib/graph/graph';
import { NODE_SIZE } from '@/lib/graph/layout';
import { newId } from '@/lib/ids';
import { type KindName, kindOf, makeLayer } from '@/lib/layers/catalogue';
import type { Operation } from '../operation';
import { freshName } from './freshName';

/** Where a new layer goes: behind another, into a wire, or anywhere. */
export type Place =
  | { readonly type: 'after'; readonly node: NodeId }
  | { readonly type: 'wire'; readonly edge: EdgeId }
  | { readonly type: 'at'; readonly position: Point };

/** A gesture, and the layer that it makes. */
export interface Insertion {
  readonly id: NodeId;
  readonly operations: readonly Operation[];
}

const GAP = 48;

/** Puts a new layer with default parameters on the canvas, wired in where that makes sense. */
export function insertLayer(graph: LayerGraph, kind: KindName, place: Place): Insertion {
  const id = newId();
  const name = freshName(graph, kindOf({ kind }).short.toLowerCase());
  const node = {
    id,
    name,
    position: freeSpot(graph, positionOf(graph, place)),
    group: null,
    origin: null,
    ...makeLayer(kind, {}),
  } as LayerNode;
  return { id, operations: [{ type: 'addNode', node }, ...wiresFor(graph, node, place)] };
}

function positionOf(graph: LayerGraph, place: Place): Point {
  if (place.type === 'at') return place.position;
  const above = place.type === 'after' ? place.node : (graph.edges.get(place.edge)?.source ?? '');
  const { x, y } = graph.nodes.get(above)?.position ?? { x: 0, y: 0 };
  return { x, y: y + NODE_SIZE.height + GAP };
}

/** The nearest place to the right of the wanted one where no layer lies. */
function freeSpot(graph: LayerGraph, wanted: Point): Point {
  const overlaps = ({ x, y }: Point) =>
    [...graph.nodes.values()].some(
      ({ position }) =>
        Math.abs(position.x - x) < NODE_SIZE.width && Math.abs(position.y - y) < NODE_SIZE.height,
    );
  let spot = wanted;
  while (overlaps(spot)) spot = { x: spot.x + NODE_SIZE.width + GAP, y: spot.y };
  return spot;
}

function wiresFor(graph: LayerGraph, node: LayerNode, place: Place): readonly Operation[] {
  const { arity } = kindOf(node);
  if (place.type === 'at' || arity.max === 0) return [];
  const wire = (source: NodeId, port: number, target: NodeId, slot: number): Operation => ({
    type: 'connect',
    edge: { id: newId(), source, port, target, slot },
  });
  if (place.type === 'after') return [wire(place.node, 0, node.id, 0)];
  const edge = graph.edges.get(place.edge);
  if (!edge) return [];
  return [
    { type: 'disconnect', ids: [edge.id] },
    wire(edge.source, edge.port, node.id, 0),
    wire(node.id, 0, edge.target, edge.slot),
  ];
}

/** Sources that a layer could be wired from, and targets that it could be wired to. */
export function connectable(
  graph: LayerGraph,
  id: NodeId,
): { readonly sources: readonly LayerNode[]; readonly targets: readonly LayerNode[] } {
  const others = [...graph.nodes.values()].filter((node) => node.id !== id);
  return {
    sources: others.filter(
      (node) => canConnect(graph, { source: node.id, port: 0, target: id }).ok,
    ),
    targets: others.filter(
      (node) => canConnect(graph, { source: id, port: 0, target: node.id }).ok,
    ),
  };
}
