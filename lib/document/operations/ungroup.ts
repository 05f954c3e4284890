import { z } from 'zod';
import { idSchema, LIMITS } from '@/lib/graph/schemas';
import { dropEmptyGroups, putNodes } from '../change';
import { defineOperation, nothingToDo } from '../operation';

/** Takes layers out of a group, all of them when none are named. A group without layers is gone. */
export const ungroup = defineOperation({
  type: 'ungroup',
  schema: z.strictObject({
    type: z.literal('ungroup'),
    id: idSchema,
    ids: z.array(idSchema).min(1).max(LIMITS.nodes).optional(),
  }),
  apply(graph, { type, id, ids }) {
    const group = graph.groups.get(id);
    const named = ids && new Set(ids);
    const leaving = [...graph.nodes.values()].filter(
      (node) => node.group === id && (named?.has(node.id) ?? true),
    );
    if (!group || leaving.length === 0) return nothingToDo('These layers are not in the group.');
    const members = leaving.map((node) => node.id);
    const freed = putNodes(
      graph,
      leaving.map((node) => ({ ...node, group: null })),
    );
    return {
      outcome: 'applied',
      graph: dropEmptyGroups(freed, [id]),
      effective: { type, id, ids: members },
      inverse: [{ type: 'groupNodes', group, ids: members, keepName: true }],
    };
  },
});
