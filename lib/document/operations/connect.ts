import { z } from 'zod';
import { sameJson } from '@/lib/equal';
import { canConnect } from '@/lib/graph/canConnect';
import { edgeSchema, LIMITS } from '@/lib/graph/schemas';
import { putEdge } from '../change';
import { defineOperation, nothingToDo, refused } from '../operation';

/** Draws a wire. At a join, a slot that somebody else took meanwhile becomes the next free one. */
export const connect = defineOperation({
  type: 'connect',
  schema: z.strictObject({ type: z.literal('connect'), edge: edgeSchema }),
  apply(graph, { type, edge }) {
    const there = graph.edges.get(edge.id);
    if (there) {
      return sameJson(there, edge)
        ? nothingToDo('This wire is there already.')
        : refused('DUPLICATE_ID', `There is another wire with the id “${edge.id}”.`);
    }
    if (graph.edges.size >= LIMITS.edges)
      return refused('TOO_LARGE', `A design holds at most ${LIMITS.edges} wires.`);
    const slot = canConnect(graph, edge);
    if (!slot.ok) return refused(slot.error.code, slot.error.message);
    const effective = { ...edge, slot: slot.value };
    return {
      outcome: 'applied',
      graph: putEdge(graph, effective),
      effective: { type, edge: effective },
      inverse: [{ type: 'disconnect', ids: [edge.id] }],
    };
  },
});
