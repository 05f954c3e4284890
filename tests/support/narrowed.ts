import type { LayerGraph, LayerNode } from '@/lib/graph/graph';

/** The same network with its convolutions `factor` times narrower, except those that make the scores. */
export function narrowed(graph: LayerGraph, factor: number, scores: number): LayerGraph {
  const nodes = [...graph.nodes].map(([id, node]): [string, LayerNode] => {
    if (node.kind !== 'conv2d' || node.params.filters === scores) return [id, node];
    const filters = Math.max(1, Math.round(node.params.filters / factor));
    return [id, { ...node, params: { ...node.params, filters } }];
  });
  return { ...graph, nodes: new Map(nodes) };
}
