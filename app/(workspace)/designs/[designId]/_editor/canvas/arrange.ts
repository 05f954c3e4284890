import ELK, { type ElkNode } from 'elkjs/lib/elk-api.js';
import type { Move } from '@/lib/document/operation';
import type { LayerGraph } from '@/lib/graph/graph';
import { NODE_SIZE } from '@/lib/graph/layout';

/** Laid out by elkjs (the layered method of Sugiyama): well kept, and it routes long shortcuts around blocks. */
const OPTIONS = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.spacing.nodeNode': '40',
  'elk.layered.spacing.nodeNodeBetweenLayers': '52',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.wrapping.strategy': 'SINGLE_EDGE',
  'elk.aspectRatio': '1.7',
};

let elk: InstanceType<typeof ELK> | undefined;

/** New places for all layers, computed in a worker so that the page stays responsive. */
export async function arrange(graph: LayerGraph): Promise<readonly Move[]> {
  elk ??= new ELK({
    workerFactory: () => new Worker(new URL('elkjs/lib/elk-worker.min.js', import.meta.url)),
  });
  const laidOut = await elk.layout({
    id: 'design',
    layoutOptions: OPTIONS,
    children: [...graph.nodes.keys()].map((id): ElkNode => ({ id, ...NODE_SIZE })),
    edges: [...graph.edges.values()].map(({ id, source, target }) => ({
      id,
      sources: [source],
      targets: [target],
    })),
  });
  return (laidOut.children ?? []).map(({ id, x, y }) => ({
    id,
    position: { x: Math.round(x ?? 0), y: Math.round(y ?? 0) },
  }));
}
