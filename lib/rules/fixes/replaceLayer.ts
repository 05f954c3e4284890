import type { Operation } from '@/lib/document/operation';
import type { LayerNode } from '@/lib/graph/graph';
import type { PlacedLayer, RuleContext } from '../context';
import { derivedId } from './derivedId';
import type { NewLayer } from './insertLayers';

/** Operations that put another layer with one input and one output in the place of a layer of that form. */
export function replaceLayer(
  { graph, wiring }: RuleContext,
  { node }: PlacedLayer,
  { layer, name }: NewLayer,
): readonly Operation[] {
  const id = derivedId(graph, 'instead of', node.id);
  const frame = { id, name, position: node.position, group: node.group, origin: null };
  const wires = [
    ...wiring.into(node.id).map((edge) => ({ ...edge, target: id })),
    ...wiring.outOf(node.id).map((edge) => ({ ...edge, source: id })),
  ];
  return [
    { type: 'addNode', node: { ...frame, ...layer } as LayerNode },
    { type: 'removeNodes', ids: [node.id] },
    ...wires.map((edge): Operation => {
      const rewired = derivedId(graph, 'instead of', node.id, edge.id);
      return { type: 'connect', edge: { ...edge, id: rewired } };
    }),
  ];
}
