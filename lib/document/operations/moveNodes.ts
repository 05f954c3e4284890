import { z } from 'zod';
import type { LayerNode } from '@/lib/graph/graph';
import { idSchema, LIMITS, pointSchema } from '@/lib/graph/schemas';
import { putNodes } from '../change';
import { defineOperation, nothingToDo } from '../operation';

const moveSchema = z.strictObject({ id: idSchema, position: pointSchema });

/** Puts layers elsewhere on the canvas. A drag is one operation, at the drop; of two moves of a layer the last counts. */
export const moveNodes = defineOperation({
  type: 'moveNodes',
  schema: z.strictObject({
    type: z.literal('moveNodes'),
    moves: z.array(moveSchema).min(1).max(LIMITS.nodes),
  }),
  apply(graph, { type, moves }) {
    const moved = new Map<string, LayerNode>();
    const wanted = new Map(moves.map(({ id, position }) => [id, position]));
    for (const [id, position] of wanted) {
      const node = graph.nodes.get(id);
      if (!node || (node.position.x === position.x && node.position.y === position.y)) continue;
      moved.set(id, { ...node, position });
    }
    if (moved.size === 0)
      return nothingToDo('Nothing to move: the layers are gone or there already.');
    return {
      outcome: 'applied',
      graph: putNodes(graph, [...moved.values()]),
      effective: {
        type,
        moves: [...moved.values()].map(({ id, position }) => ({ id, position })),
      },
      inverse: [
        {
          type,
          moves: [...moved.keys()].flatMap((id) => {
            const before = graph.nodes.get(id);
            return before ? [{ id, position: before.position }] : [];
          }),
        },
      ],
    };
  },
});
