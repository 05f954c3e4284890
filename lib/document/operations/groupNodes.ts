import { z } from 'zod';
import type { Group, LayerGraph } from '@/lib/graph/graph';
import { groupSchema, idSchema, LIMITS } from '@/lib/graph/schemas';
import { dropEmptyGroups, putGroup, putNodes } from '../change';
import {
  type Applied,
  defineOperation,
  nothingToDo,
  type Operation,
  type OperationOf,
  refused,
} from '../operation';
import { regroup } from './removeNodes';

/**
 * Puts layers into a group, which comes into being or takes this name; without layers, a group that is there
 * takes this name. Where the name is to be kept, a group that is there keeps its own: who brings layers back does not take back
 * what others called their group meanwhile. A layer is in one group at a time.
 */
export const groupNodes = defineOperation({
  type: 'groupNodes',
  schema: z.strictObject({
    type: z.literal('groupNodes'),
    group: groupSchema,
    ids: z.array(idSchema).max(LIMITS.nodes),
    keepName: z.literal(true).optional(),
  }),
  apply(graph, { type, group: named, ids, keepName }) {
    const there = graph.groups.get(named.id);
    const group = keepName && there ? there : named;
    if (ids.length === 0) return renamed(graph, group, there);
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
      there && there.name !== group.name ? [{ type, group: there, ids: [] }] : [];
    return {
      outcome: 'applied',
      graph: dropEmptyGroups(joined, left),
      effective: { type, group, ids: present, ...(keepName && { keepName }) },
      inverse: [...rename, ...leave, ...regroup(graph, joining)],
    };
  },
});

/** A name that is taken back leaves the layers alone: others may have put them elsewhere since. */
function renamed(
  graph: LayerGraph,
  group: Group,
  there: Group | undefined,
): Applied<OperationOf<'groupNodes'>> {
  if (!there) return nothingToDo('The block is gone, and its name with it.');
  if (there.name === group.name) return nothingToDo(`The block is named “${group.name}” already.`);
  return {
    outcome: 'applied',
    graph: putGroup(graph, group),
    effective: { type: 'groupNodes', group, ids: [] },
    inverse: [{ type: 'groupNodes', group: there, ids: [] }],
  };
}
