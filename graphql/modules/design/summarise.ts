import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import type { LayerGraph } from '@/lib/graph/graph';

/** Figures for lists and cards, for one sample. */
export interface Summary {
  readonly layers: number;
  readonly params: number;
  readonly macs: number;
  readonly unknown: number;
}

const known = new WeakMap<LayerGraph, Summary>();

/** The figures of a graph; computed once for as long as the graph is in memory. */
export function summarise(graph: LayerGraph): Summary {
  const found = known.get(graph);
  if (found) return found;
  const { layers, params, macs, unknown } = totalsOf(analyse(graph));
  const summary = { layers, params, macs, unknown: unknown.length };
  known.set(graph, summary);
  return summary;
}
