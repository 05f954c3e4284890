import { z } from 'zod';
import { sameJson } from '@/lib/equal';
import type { LayerGraph, LayerNode } from '@/lib/graph/graph';
import { idSchema } from '@/lib/graph/schemas';
import { wiringOf } from '@/lib/graph/wiring';
import { kindOf, portsOf } from '@/lib/layers/catalogue';
import { paramMeta } from '@/lib/layers/params';
import { putNodes } from '../change';
import { type Applied, defineOperation, type Json, nothingToDo, refused } from '../operation';

/**
 * Sets some parameters of a layer and leaves the others alone, so that two people who change
 * different parameters both keep their change.
 */
export const setParams = defineOperation({
  type: 'setParams',
  schema: z.strictObject({
    type: z.literal('setParams'),
    id: idSchema,
    params: z.record(z.string().max(64), z.json()),
  }),
  apply(graph, { type, id, params }) {
    const node = graph.nodes.get(id);
    if (!node) return nothingToDo('The layer is gone, and its parameters with it.');
    const before = new Map<string, Json>(Object.entries(node.params));
    const changed: Record<string, Json> = {};
    const previous: Record<string, Json> = {};
    for (const [name, value] of Object.entries(params)) {
      const checked = checkParam(node, name, value);
      if (checked.outcome === 'refused') return checked;
      const old = before.get(name);
      if (old === undefined || sameJson(old, checked.value)) continue;
      changed[name] = checked.value;
      previous[name] = old;
    }
    if (Object.keys(changed).length === 0)
      return nothingToDo(`“${node.name}” has these values already.`);
    const next = { ...node, params: { ...node.params, ...changed } } as LayerNode;
    const loose = looseWire(graph, next);
    if (loose) return loose;
    return {
      outcome: 'applied',
      graph: putNodes(graph, [next]),
      effective: { type, id, params: changed },
      inverse: [{ type, id, params: previous }],
    };
  },
});

type Checked =
  | { readonly outcome: 'ok'; readonly value: Json }
  | Extract<Applied<never>, { outcome: 'refused' }>;

function checkParam(node: LayerNode, name: string, value: unknown): Checked {
  const { params, title } = kindOf(node);
  const schema = Object.hasOwn(params.shape, name) ? params.shape[name] : undefined;
  if (!schema) {
    const known = Object.keys(params.shape).join(', ') || 'none';
    return {
      outcome: 'refused',
      code: 'NO_SUCH_PARAM',
      message: `${title} has no parameter “${name}”; it has ${known}.`,
    };
  }
  const parsed = z.safeParse(schema as z.ZodType<Json>, value);
  if (parsed.success) return { outcome: 'ok', value: parsed.data };
  const label = paramMeta(schema as z.ZodType)?.label ?? name;
  return {
    outcome: 'refused',
    code: 'BAD_PARAM',
    message: `${label} of “${node.name}” cannot be ${excerpt(value)}: ${parsed.error.issues[0]?.message ?? 'it does not fit'}.`,
  };
}

const LONGEST_EXCERPT = 80;

/** A value as the sentence about it quotes it: the beginning of a long one. */
function excerpt(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length <= LONGEST_EXCERPT ? text : `${text.slice(0, LONGEST_EXCERPT)}…`;
}

/** A wire that starts at an output which the layer would no longer have. */
function looseWire(graph: LayerGraph, node: LayerNode): Applied<never> | undefined {
  const ports = portsOf(node).length;
  const loose = wiringOf(graph)
    .outOf(node.id)
    .find(({ port }) => port >= ports);
  if (!loose) return undefined;
  return refused(
    'NO_SUCH_PORT',
    `Output ${loose.port + 1} of “${node.name}” still feeds “${graph.nodes.get(loose.target)?.name}”: remove that wire first.`,
  );
}
