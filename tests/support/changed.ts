import type { LayerGraph, LayerNode } from '@/lib/graph/graph';
import { type KindName, makeLayer } from '@/lib/layers/catalogue';

/** The design without the layers of a kind, and without the wires that touch them. */
export function withoutKind(kind: KindName, graph: LayerGraph): LayerGraph {
  const nodes = new Map([...graph.nodes].filter(([, node]) => node.kind !== kind));
  const edges = new Map(
    [...graph.edges].filter(([, { source, target }]) => nodes.has(source) && nodes.has(target)),
  );
  return { ...graph, nodes, edges };
}

export function withBatch(batch: number, graph: LayerGraph): LayerGraph {
  return { ...graph, settings: { ...graph.settings, batch } };
}

/** The design with inputs of another size. */
export function withImage(
  [height, width]: readonly [number, number],
  graph: LayerGraph,
): LayerGraph {
  const nodes = [...graph.nodes].map(([id, node]): readonly [string, LayerNode] => {
    if (node.kind !== 'input') return [id, node];
    const layer = makeLayer('input', { ...node.params, height, width });
    return [id, { ...node, ...layer }];
  });
  return { ...graph, nodes: new Map(nodes) };
}
