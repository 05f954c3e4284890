import { z } from 'zod';
import { sameJson } from '@/lib/equal';
import { LIMITS, nodeSchema } from '@/lib/graph/schemas';
import { putNodes } from '../change';
import { defineOperation, nothingToDo, refused } from '../operation';

/** Puts a new layer on the canvas, without wires. A group that does not exist is dropped. */
export const addNode = defineOperation({
  type: 'addNode',
  schema: z.strictObject({ type: z.literal('addNode'), node: nodeSchema }),
  apply(graph, { type, node }) {
    const there = graph.nodes.get(node.id);
    if (there) {
      return sameJson(there, node)
        ? nothingToDo(`“${node.name}” is there already.`)
        : refused(
            'DUPLICATE_ID',
            `There is another layer with the id “${node.id}”: “${there.name}”.`,
          );
    }
    if (graph.nodes.size >= LIMITS.nodes)
      return refused('TOO_LARGE', `A design holds at most ${LIMITS.nodes} layers.`);
    const homeless = node.group !== null && !graph.groups.has(node.group);
    const effective = homeless ? { ...node, group: null } : node;
    return {
      outcome: 'applied',
      graph: putNodes(graph, [effective]),
      effective: { type, node: effective },
      inverse: [{ type: 'removeNodes', ids: [node.id] }],
    };
  },
});
