import { z } from 'zod';
import type { Comparison } from '@/lib/analysis/compare';
import { FIELD_CONVENTIONS, OPTIMIZERS, PRECISIONS, type Settings } from '@/lib/graph/graph';
import type { OpenedModel } from './openModel';

/** Name and version of what `compare --format json` prints. Keys may be added within a version; none goes or changes. */
export const COMPARE_FORMAT = 'layerboard-comparison/1';

const model = z.looseObject({ format: z.string(), name: z.string(), file: z.string() });
const layer = z.strictObject({ id: z.string(), name: z.string(), kind: z.string() }).nullable();

/** What `compare --format json` prints. */
export const compareDocumentSchema = z.strictObject({
  format: z.literal(COMPARE_FORMAT),
  before: model,
  after: model,
  settings: z.strictObject({
    batch: z.int().positive(),
    precision: z.enum(PRECISIONS),
    optimizer: z.enum(OPTIMIZERS),
    field: z.enum(FIELD_CONVENTIONS),
  }),
  figures: z.array(
    z.strictObject({
      name: z.string(),
      unit: z.enum(['count', 'bytes', 'pixels']),
      before: z.number().nullable(),
      after: z.number().nullable(),
    }),
  ),
  layers: z.array(
    z.strictObject({
      status: z.enum(['same', 'changed', 'added', 'removed']),
      before: layer,
      after: layer,
      changes: z.array(
        z.strictObject({
          property: z.string(),
          before: z.json().nullable(),
          after: z.json().nullable(),
        }),
      ),
    }),
  ),
});

export type CompareDocument = z.infer<typeof compareDocumentSchema>;

/** Two designs and what differs, as one object. */
export function compareDocument(
  [before, after]: readonly [OpenedModel['model'], OpenedModel['model']],
  settings: Settings,
  { figures, layers, diff }: Comparison,
): CompareDocument {
  return {
    format: COMPARE_FORMAT,
    before,
    after,
    settings: { ...settings },
    figures: figures.map((figure) => ({
      name: figure.name,
      unit: figure.unit,
      before: figure.before ?? null,
      after: figure.after ?? null,
    })),
    layers: layers.map((row) => ({
      status: row.status,
      before: named(row.before),
      after: named(row.after),
      changes: (diff.changed.get(row.after?.id ?? '') ?? []).map((change) => ({
        property: change.property,
        before: plain(change.before),
        after: plain(change.after),
      })),
    })),
  };
}

type Json = CompareDocument['layers'][number]['changes'][number]['before'];

/** Parameters are JSON already; what one side does not have is null. */
function plain(value: unknown): Json {
  return value === undefined ? null : (value as Json);
}

function named(node: Comparison['layers'][number]['before']) {
  return node ? { id: node.id, name: node.name, kind: node.kind } : null;
}
