import type { LayerGraph } from '@/lib/graph/graph';
import type { OpaqueLayer } from './imported';

/** The layers of a design that stand for operators which no reader understood, in the order of drawing. */
export function opaqueLayers(graph: LayerGraph): readonly OpaqueLayer[] {
  return [...graph.nodes.values()].flatMap((node) => {
    if (node.kind !== 'opaque') return [];
    const { operator, reason } = node.params;
    return [{ node: node.id, operator, reason }];
  });
}
