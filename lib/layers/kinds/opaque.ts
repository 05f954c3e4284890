import { z } from 'zod';
import type { Layout, TensorType } from '@/lib/tensor/tensorType';
import { nameDigest } from '../digest';
import { trainable } from '../facts';
import { defineKind } from '../kind';
import { text } from '../params';
import { axisName, stated } from '../working';

const shapeSchema = z.array(z.int().min(1)).max(8);

/**
 * An operator that an importer did not understand. It keeps what the file says of it; its output
 * shape is known where the file declares one, its cost and its reach never are.
 */
export const opaque = defineKind({
  kind: 'opaque',
  title: 'Opaque',
  short: 'Opaque',
  group: 'Other',
  summary: 'An operator from an imported file that Layerboard does not know.',
  arity: { min: 0, max: Number.POSITIVE_INFINITY },
  params: z.strictObject({
    operator: text('Operator', 'Unknown', 'Its name in the file.'),
    reason: text('Reason', '', 'Why it was not understood.'),
    shapes: z
      .array(shapeSchema.nullable())
      .min(1)
      .max(64)
      .default([null])
      .meta({ label: 'Output shapes', control: 'hidden' }),
    weights: z
      .array(z.strictObject({ name: z.string().max(200), shape: shapeSchema }))
      .max(64)
      .default([])
      .meta({ label: 'Weights', control: 'hidden' }),
    attributes: z
      .record(z.string().max(100), z.json())
      .default({})
      .meta({ label: 'Attributes', control: 'hidden' }),
  }),
  ports: ({ shapes }) => shapes.map((_shape, port) => `${port + 1}`),
  infer: ({ shapes, weights }) => ({
    ok: true,
    facts: {
      outputs: shapes.map((shape) => (shape ? declaredType(shape) : undefined)),
      reach: { type: 'unknown' },
      weights: weights.map(({ name, shape }) => trainable(name, ...shape)),
      macs: undefined,
      operations: undefined,
      saved: [],
      viewing: 'never',
    },
  }),
  working: ({ weights }, { outputs }) => ({
    outputs: outputs.map((type) =>
      type
        ? type.shape.map((size, axis) => stated(`${axisName(type, axis)} in the file`, size))
        : [],
    ),
    weightAxes: Object.fromEntries(
      weights.map(({ name, shape }) => [name, shape.map((_size, axis) => `axis ${axis + 1}`)]),
    ),
  }),
  digest: ({ operator }) => nameDigest(operator),
  emit: {
    keras: ({ operator }) => [{ name: 'opaque', args: { operator } }],
    torch: ({ operator }) => [{ name: 'opaque', args: { operator } }],
  },
});

function declaredType(shape: readonly number[]): TensorType {
  const layouts: Partial<Record<number, Layout>> = { 1: 'flat', 3: 'chw' };
  return { shape, layout: layouts[shape.length] ?? 'other' };
}
