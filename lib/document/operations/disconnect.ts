import { z } from 'zod';
import { idSchema, LIMITS } from '@/lib/graph/schemas';
import { dropEdges } from '../change';
import { defineOperation, nothingToDo, type Operation } from '../operation';

/** Takes wires away. */
export const disconnect = defineOperation({
  type: 'disconnect',
  schema: z.strictObject({
    type: z.literal('disconnect'),
    ids: z.array(idSchema).min(1).max(LIMITS.edges),
  }),
  apply(graph, { type, ids }) {
    const edges = [...new Set(ids)].flatMap((id) => graph.edges.get(id) ?? []);
    if (edges.length === 0) return nothingToDo('These wires are gone already.');
    const removed = edges.map(({ id }) => id);
    return {
      outcome: 'applied',
      graph: dropEdges(graph, removed),
      effective: { type, ids: removed },
      inverse: edges.map((edge): Operation => ({ type: 'connect', edge })),
    };
  },
});
