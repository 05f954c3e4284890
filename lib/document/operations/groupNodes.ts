import { z } from 'zod';
import { groupSchema, idSchema, LIMITS } from '@/lib/graph/schemas';
import { dropEmptyGroups, putGroup, putNodes } from '../change';
import { defineOperation, nothingToDo, type Operation, refused } from '../operation';
import { regroup } from './removeNodes';

/** Puts layers into a group, which comes into being or takes this name. A layer is in one group at a time. */
export const groupNodes = defineOperation({
  type: 'groupNodes',
  schema: z.strictObject({
    type: z.literal('groupNodes'),
    group: groupSchema,
    ids: z.array(idSchema).min(1).max(LIMITS.nodes),
  }),
  apply(graph, { type, group, ids }) {
    const there = graph.groups.get(group.id);
    const nodes = [...new Set(ids)].flatMap((id) => graph.nodes.get(id) ?? []);
    if (nodes.length === 0) return nothingToDo('These layers are gone.');
    const joining = nodes.filter((node) => node.group !== group.id);
    if (joining.length === 0 && there?.name === group.name)
      return nothingToDo(`These layers are in “${group.name}” already.`);
    if (!there && graph.groups.size >= LIMITS.groups)
      return refused('TOO_LARGE', `A design holds at most ${LIMITS.groups} groups.`);
    const joined = putNodes(
      putGroup(graph, group),
      joining.map((node) => ({ ...node, group: group.id })),
    );
    const left = joining.flatMap((node) => node.group ?? []);
    const leave: readonly Operation[] =
      joining.length > 0
        ? [{ type: 'ungroup', id: group.id, ids: joining.map(({ id }) => id) }]
        : [];
    const present = nodes.map(({ id }) => id);
    const rename: readonly Operation[] =
      there && there.name !== group.name ? [{ type, group: there, ids: present }] : [];
    return {
      outcome: 'applied',
      graph: dropEmptyGroups(joined, left),
      effective: { type, group, ids: present },
      inverse: [...rename, ...leave, ...regroup(graph, joining)],
    };
  },
});
