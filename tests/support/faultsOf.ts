import type { Edge, LayerGraph } from '@/lib/graph/graph';
import { idSchema } from '@/lib/graph/schemas';
import { kindOf, portsOf } from '@/lib/layers/catalogue';

/** Everything that PROTOCOL P1 promises of a document at every revision, as a list of what is broken. */
export function faultsOf(graph: LayerGraph): readonly string[] {
  return [...idFaults(graph), ...wireFaults(graph), ...circleFaults(graph), ...groupFaults(graph)];
}

function idFaults({ nodes, edges, groups }: LayerGraph): readonly string[] {
  return [nodes, edges, groups].flatMap((things) =>
    [...(things as ReadonlyMap<string, { readonly id: string }>)].flatMap(([key, { id }]) =>
      key === id && idSchema.safeParse(id).success ? [] : [`${key} holds ${id}`],
    ),
  );
}

function wireFaults(graph: LayerGraph): readonly string[] {
  const taken = new Set<string>();
  return [...graph.edges.values()].flatMap((edge) => {
    const fault = wireFault(graph, edge, taken);
    taken.add(`${edge.target}/${edge.slot}`);
    return fault ? [`wire ${edge.id} ${fault}`] : [];
  });
}

function wireFault(graph: LayerGraph, edge: Edge, taken: ReadonlySet<string>): string | undefined {
  const source = graph.nodes.get(edge.source);
  const target = graph.nodes.get(edge.target);
  if (!source) return 'starts nowhere';
  if (!target) return 'ends nowhere';
  if (edge.port < 0 || edge.port >= portsOf(source).length) return `has no port ${edge.port}`;
  if (edge.slot < 0 || edge.slot >= kindOf(target).arity.max) return `has no slot ${edge.slot}`;
  return taken.has(`${edge.target}/${edge.slot}`) ? `shares slot ${edge.slot}` : undefined;
}

/** Takes away layers that nothing feeds until none is left; what stays is on a circle or behind one. */
function circleFaults({ nodes, edges }: LayerGraph): readonly string[] {
  const left = new Set(nodes.keys());
  for (let size = -1; size !== left.size; ) {
    size = left.size;
    const fed = new Set<string>();
    for (const { source, target } of edges.values()) if (left.has(source)) fed.add(target);
    for (const id of left) if (!fed.has(id)) left.delete(id);
  }
  return [...left].map((id) => `${id} cannot run`);
}

function groupFaults({ nodes, groups }: LayerGraph): readonly string[] {
  const inhabited = new Set([...nodes.values()].flatMap(({ group }) => group ?? []));
  const empty = [...groups.keys()].filter((id) => !inhabited.has(id));
  const missing = [...inhabited].filter((id) => !groups.has(id));
  return [
    ...empty.map((id) => `group ${id} is empty`),
    ...missing.map((id) => `group ${id} does not exist`),
  ];
}
