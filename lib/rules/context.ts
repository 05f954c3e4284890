import { type Analysis, type OkReport, okReport } from '@/lib/analysis/report';
import type { LayerGraph, LayerNode, NodeId } from '@/lib/graph/graph';
import { type Wiring, wiringOf } from '@/lib/graph/wiring';

/** A layer that works, with what is known of it where it stands. */
export interface PlacedLayer {
  readonly node: LayerNode;
  readonly report: OkReport;
}

/**
 * What rules look at. Layers that do not work, or stand behind one that does not, are left out:
 * their own problem is told already, and nothing is known of them.
 */
export interface RuleContext {
  readonly graph: LayerGraph;
  readonly analysis: Analysis;
  readonly wiring: Wiring;
  /** The layers that work, in the order in which they run. */
  readonly layers: readonly PlacedLayer[];
  /** A layer, when it works. */
  layer(id: NodeId): PlacedLayer | undefined;
}

export function ruleContext(analysis: Analysis): RuleContext {
  const { graph } = analysis;
  const placed = new Map<NodeId, PlacedLayer>();
  for (const id of analysis.order) {
    const node = graph.nodes.get(id);
    const report = okReport(analysis, id);
    if (node && report) placed.set(id, { node, report });
  }
  return {
    graph,
    analysis,
    wiring: wiringOf(graph),
    layers: [...placed.values()],
    layer: (id) => placed.get(id),
  };
}
