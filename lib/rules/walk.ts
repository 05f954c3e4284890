import type { Edge, NodeId } from '@/lib/graph/graph';
import type { PlacedLayer, RuleContext } from './context';

/** Whether a walk goes on behind a layer instead of ending at it. */
export type Skip = (layer: PlacedLayer) => boolean;

/** A walk along the wires from one layer to the next that counts. */
export interface Way {
  /** The wire that leaves the start. */
  readonly first: Edge;
  /** The wire that ends the walk. */
  readonly last: Edge;
  /** The layers that were skipped. */
  readonly over: readonly PlacedLayer[];
  /** Where the walk ends; undefined at a layer that does not work. */
  readonly to: PlacedLayer | undefined;
}

/** The layers that read what a layer makes, seen through those that are skipped. Each is walked to once. */
export function waysFrom(context: RuleContext, start: NodeId, skip: Skip): readonly Way[] {
  const ways: Way[] = [];
  const met = new Set<NodeId>();
  const open = context.wiring
    .outOf(start)
    .map((edge): Way => ({ first: edge, last: edge, over: [], to: context.layer(edge.target) }));
  for (const way of open) {
    const { first, over, to } = way;
    const onward = to && skip(to) ? context.wiring.outOf(to.node.id) : [];
    if (!to || onward.length === 0) {
      ways.push(way);
      continue;
    }
    if (met.has(to.node.id)) continue;
    met.add(to.node.id);
    for (const edge of onward) {
      open.push({ first, last: edge, over: [...over, to], to: context.layer(edge.target) });
    }
  }
  return ways;
}

/** The only layer that reads what a layer makes, seen through those that are skipped. */
export function onlyWayFrom(context: RuleContext, start: NodeId, skip: Skip): Way | undefined {
  const [way, ...others] = waysFrom(context, start, skip);
  return others.length === 0 ? way : undefined;
}

/** The layer that a layer's only input comes from, seen through those that are skipped. */
export function sourceOf(
  context: RuleContext,
  { node }: PlacedLayer,
  skip: Skip,
): PlacedLayer | undefined {
  let [edge, other] = context.wiring.into(node.id);
  while (edge && !other) {
    const source = context.layer(edge.source);
    if (!source || !skip(source)) return source;
    [edge, other] = context.wiring.into(source.node.id);
  }
  return undefined;
}
