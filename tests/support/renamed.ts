import type { LayerGraph } from '@/lib/graph/graph';
import { type Draw, pick } from './draw';

/** The same design under other ids and with everything added in another order; and what each layer is called now. */
export function renamed(
  graph: LayerGraph,
  draw: Draw,
): { readonly graph: LayerGraph; readonly ids: ReadonlyMap<string, string> } {
  const names = shuffled([...graph.nodes.keys()], draw);
  const ids = new Map(names.map((id, index) => [id, `r${(index * 7919) % 10_007}`]));
  const now = (id: string) => ids.get(id) ?? id;
  const nodes = shuffled([...graph.nodes.values()], draw).map((node) => {
    const id = now(node.id);
    return [id, { ...node, id }] as const;
  });
  const edges = shuffled([...graph.edges.values()], draw).map((edge, index) => {
    const id = `w${index}`;
    return [id, { ...edge, id, source: now(edge.source), target: now(edge.target) }] as const;
  });
  return { graph: { ...graph, nodes: new Map(nodes), edges: new Map(edges) }, ids };
}

/** The same things in another order. */
export function shuffled<T>(things: readonly T[], draw: Draw): readonly T[] {
  const left = [...things];
  return things.map(() => {
    const thing = pick(draw, left);
    left.splice(left.indexOf(thing), 1);
    return thing;
  });
}
