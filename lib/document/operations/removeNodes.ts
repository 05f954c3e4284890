import { z } from 'zod';
import type { LayerGraph, LayerNode } from '@/lib/graph/graph';
import { idSchema, LIMITS } from '@/lib/graph/schemas';
import { wiringOf } from '@/lib/graph/wiring';
import { dropEdges, dropEmptyGroups, dropNodes } from '../change';
import { defineOperation, nothingToDo, type Operation } from '../operation';

/** Takes layers away, with the wires that touch them and the groups that only they were in. */
export const removeNodes = defineOperation({
  type: 'removeNodes',
  schema: z.strictObject({
    type: z.literal('removeNodes'),
    ids: z.array(idSchema).min(1).max(LIMITS.nodes),
  }),
  apply(graph, { type, ids }) {
    const nodes = [...new Set(ids)].flatMap((id) => graph.nodes.get(id) ?? []);
    if (nodes.length === 0) return nothingToDo('These layers are gone already.');
    const removed = nodes.map(({ id }) => id);
    const edges = touching(graph, removed);
    const groups = new Set(nodes.flatMap(({ group }) => group ?? []));
    const bare = dropNodes(dropEdges(graph, edges.keys()), removed);
    return {
      outcome: 'applied',
      graph: dropEmptyGroups(bare, groups),
      effective: { type, ids: removed },
      inverse: [
        ...nodes.map((node): Operation => ({ type: 'addNode', node: { ...node, group: null } })),
        ...regroup(graph, nodes),
        ...[...edges.values()].map((edge): Operation => ({ type: 'connect', edge })),
      ],
    };
  },
});

function touching(graph: LayerGraph, ids: readonly string[]) {
  const wiring = wiringOf(graph);
  const edges = ids.flatMap((id) => [...wiring.into(id), ...wiring.outOf(id)]);
  return new Map(edges.map((edge) => [edge.id, edge]));
}

/** Operations that put layers back into the groups they are in, whatever those are called by then. */
export function regroup(graph: LayerGraph, nodes: readonly LayerNode[]): readonly Operation[] {
  const members = new Map<string, string[]>();
  for (const { id, group } of nodes) {
    if (group === null) continue;
    members.set(group, [...(members.get(group) ?? []), id]);
  }
  return [...members].flatMap(([id, ids]): readonly Operation[] => {
    const group = graph.groups.get(id);
    return group ? [{ type: 'groupNodes', group, ids, keepName: true }] : [];
  });
}
