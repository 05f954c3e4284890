import type { NodeId } from '@/lib/graph/graph';
import type { RuleContext } from './context';
import { isLinearMap } from './traits';

/** The layers that have their say last: convolutions and dense layers with none behind them on any way. */
export function predictionLayers({ layers, layer, wiring }: RuleContext): ReadonlySet<NodeId> {
  const last = new Set<NodeId>();
  const before = new Set<NodeId>();
  for (const placed of layers.toReversed()) {
    const { id } = placed.node;
    for (const { target } of wiring.outOf(id)) {
      const reader = layer(target);
      if (!reader || before.has(target) || isLinearMap(reader)) before.add(id);
    }
    if (isLinearMap(placed) && !before.has(id)) last.add(id);
  }
  return last;
}
