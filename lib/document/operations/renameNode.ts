import { z } from 'zod';
import { idSchema, nameSchema } from '@/lib/graph/schemas';
import { putNodes } from '../change';
import { defineOperation, nothingToDo } from '../operation';

/** Gives a layer another name. */
export const renameNode = defineOperation({
  type: 'renameNode',
  schema: z.strictObject({ type: z.literal('renameNode'), id: idSchema, name: nameSchema }),
  apply(graph, operation) {
    const node = graph.nodes.get(operation.id);
    if (!node) return nothingToDo('The layer is gone, and its name with it.');
    if (node.name === operation.name) return nothingToDo(`It is called “${node.name}” already.`);
    return {
      outcome: 'applied',
      graph: putNodes(graph, [{ ...node, name: operation.name }]),
      effective: operation,
      inverse: [{ ...operation, name: node.name }],
    };
  },
});
