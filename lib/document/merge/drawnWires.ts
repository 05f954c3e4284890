import type { Edge, LayerGraph } from '@/lib/graph/graph';

/** The wires, among some, that were drawn since the designs parted: those whose two ends the base does not join. */
export function drawnWires(base: LayerGraph, edges: Iterable<Edge>): readonly Edge[] {
  const before = new Set([...base.edges.values()].map(endsOf));
  return [...edges].filter((edge) => !before.has(endsOf(edge)));
}

function endsOf({ source, port, target, slot }: Edge): string {
  return `${source} ${port} ${target} ${slot}`;
}
