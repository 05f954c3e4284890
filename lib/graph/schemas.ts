import { z } from 'zod';
import { isKindName, kindOf, type Layer } from '@/lib/layers/catalogue';
import { type Edge, FIELD_CONVENTIONS, type LayerNode, OPTIMIZERS, PRECISIONS } from './graph';

export const LIMITS = {
  nodes: 20_000,
  edges: 60_000,
  groups: 2_000,
  name: 200,
  slot: 4_096,
  batch: 65_536,
} as const;

/** Ids are made by clients, so they are checked for what they may contain. */
export const idSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/,
    'must be 1 to 64 letters, digits, dots, dashes or underscores',
  );

export const nameSchema = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(LIMITS.name, `must be at most ${LIMITS.name} characters`)
  .refine((name) => !hasControlCharacters(name), 'must not contain control characters');

function hasControlCharacters(text: string): boolean {
  return [...text].some((character) => character < ' ' || character === '\u007f');
}

const coordinate = z.number().min(-1e6).max(1e6);
export const pointSchema = z.strictObject({ x: coordinate, y: coordinate });

const originSchema = z.strictObject({
  operators: z.array(z.string().max(200)).max(64),
  tensors: z.array(z.string().max(1000)).max(64),
});

const layerSchema = z
  .object({ kind: z.string(), params: z.record(z.string(), z.unknown()) })
  .transform((layer, context): Layer => {
    if (!isKindName(layer.kind)) {
      context.addIssue({
        code: 'custom',
        path: ['kind'],
        message: `“${layer.kind}” is no kind of layer`,
      });
      return z.NEVER;
    }
    const params = kindOf({ kind: layer.kind }).params.safeParse(layer.params);
    if (!params.success) {
      for (const issue of params.error.issues) {
        context.addIssue({
          code: 'custom',
          path: ['params', ...issue.path],
          message: issue.message,
        });
      }
      return z.NEVER;
    }
    return { kind: layer.kind, params: params.data } as Layer;
  });

/** What every node has, whatever its kind. */
export const frameSchema = z.object({
  id: idSchema,
  name: nameSchema,
  position: pointSchema,
  group: idSchema.nullable().default(null),
  origin: originSchema.nullable().default(null),
});

/** A node as it is stored and sent: its frame, its kind, and parameters that the kind has checked. */
export const nodeSchema = z.unknown().transform((value, context): LayerNode => {
  const frame = frameSchema.safeParse(value);
  const layer = layerSchema.safeParse(value);
  for (const parsed of [frame, layer]) {
    for (const issue of parsed.error?.issues ?? []) {
      context.addIssue({ code: 'custom', path: [...issue.path], message: issue.message });
    }
  }
  return frame.success && layer.success ? { ...frame.data, ...layer.data } : z.NEVER;
});

const place = z.int().min(0).max(LIMITS.slot);

export const edgeSchema = z.strictObject({
  id: idSchema,
  source: idSchema,
  port: place.default(0),
  target: idSchema,
  slot: place.default(0),
}) satisfies z.ZodType<Edge>;

export const groupSchema = z.strictObject({ id: idSchema, name: nameSchema });

export const settingsSchema = z.strictObject({
  batch: z.int().min(1).max(LIMITS.batch),
  precision: z.enum(PRECISIONS),
  optimizer: z.enum(OPTIMIZERS),
  field: z.enum(FIELD_CONVENTIONS),
});
