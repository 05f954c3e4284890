import type { NodeId } from '@/lib/graph/graph';
import type { TensorType } from '@/lib/tensor/tensorType';
import type { PlacedLayer, RuleContext } from './context';
import { mapOf } from './traits';

/** A map behind which nothing has a place any more: the last one before a head. */
export interface LastMap {
  readonly maker: PlacedLayer;
  /** The layer that sums the map up: a flatten, a mean, a window as large as the map. */
  readonly reader: PlacedLayer;
  readonly height: number;
  readonly width: number;
}

/**
 * The last maps of a network, one for each head. The mean of a squeeze-excitation gate is none: what
 * it makes is spread over a map again.
 */
export function lastMaps(context: RuleContext): readonly LastMap[] {
  const spatial = leadingToMaps(context);
  const found = new Map<NodeId, LastMap>();
  for (const reader of context.layers) {
    if (spatial.has(reader.node.id)) continue;
    for (const [slot, edge] of context.wiring.into(reader.node.id).entries()) {
      const maker = context.layer(edge.source);
      const type = reader.report.inputs[slot];
      const map = mapOf(type);
      if (!maker || !map || !isSpread(type) || found.has(edge.source)) continue;
      found.set(edge.source, { maker, reader, ...map });
    }
  }
  return [...found.values()];
}

/** Layers that make a map of more than one position, or whose values come to stand on one later, or may. */
export function leadingToMaps({ layers, layer, wiring }: RuleContext): ReadonlySet<NodeId> {
  const leading = new Set<NodeId>();
  for (const { node, report } of layers.toReversed()) {
    const ownMap = report.facts.outputs.some((type) => !type || isSpread(type));
    const onward = wiring
      .outOf(node.id)
      .some(({ target }) => leading.has(target) || !layer(target));
    if (ownMap || onward) leading.add(node.id);
  }
  return leading;
}

function isSpread(type: TensorType | undefined): boolean {
  const map = mapOf(type);
  return map !== undefined && (map.height > 1 || map.width > 1);
}
