import { z } from 'zod';
import { FIELD_CONVENTIONS, OPTIMIZERS, PRECISIONS } from '@/lib/graph/graph';

/** Name and version of what `analyze --format json` prints. Keys may be added within a version; none goes or changes. */
export const ANALYSIS_FORMAT = 'layerboard-analysis/1';

const count = z.number().nonnegative();
const bytes = z.int().nonnegative();
const perAxis = z
  .tuple([z.number(), z.number()])
  .describe('Along the height, along the width; in pixels of the input.');
const range = z.tuple([bytes, bytes]);
const shape = z.array(z.int().positive());

const fieldSchema = z.strictObject({
  size: perAxis,
  jump: perAxis.describe('Distance between the fields of neighbouring units.'),
  left: perAxis.describe('First pixel of unit 0’s field; negative in the padding.'),
  gated: z
    .literal(true)
    .optional()
    .describe('A branch that sees everything enters too; this is the field of the others.'),
});

const nodeSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.string(),
  inputs: z.array(z.string()).describe('Ids of the layers it reads, in the order of its slots.'),
  sourceTensors: z.array(z.string()).describe('Names of its outputs in the imported file.'),
  outputShape: shape
    .nullable()
    .describe('One sample with its batch axis, [1, c, h, w]; null where not known.'),
  furtherOutputShapes: z.array(shape.nullable()).optional(),
  params: count.nullable(),
  buffers: count.nullable().describe('Floating point values that are not learned.'),
  counters: count.nullable().describe('Whole-number values that are not learned.'),
  macs: count.nullable().describe('Multiply-accumulates for one sample.'),
  field: z
    .union([fieldSchema, z.literal('global')])
    .nullable()
    .describe('“global” where every unit sees everything; null where not known.'),
  outputBytes: bytes.nullable().describe('Of its outputs, for one sample; also those of views.'),
  savedBytes: bytes
    .nullable()
    .describe('Kept for backward and told to this layer, for the batch of the settings.'),
});

/** What `analyze --format json` prints. */
export const analysisDocumentSchema = z
  .strictObject({
    format: z.literal(ANALYSIS_FORMAT),
    model: z
      .looseObject({ format: z.string(), name: z.string(), file: z.string() })
      .describe('Where the design comes from; `file` is the operand of the command.'),
    settings: z.strictObject({
      batch: z.int().positive(),
      precision: z.enum(PRECISIONS),
      optimizer: z.enum(OPTIMIZERS),
      field: z.enum(FIELD_CONVENTIONS),
    }),
    totals: z.strictObject({
      layers: count,
      params: count,
      trainableParams: count,
      buffers: count,
      counters: count,
      macs: count,
      flops: count.describe('Twice the multiply-accumulates.'),
      operations: count.describe('Every arithmetic operation.'),
      unknown: z
        .array(z.string())
        .describe('Layers whose cost is not known: with any, the totals are lower bounds.'),
    }),
    memory: z.strictObject({
      inference: z.strictObject({
        samples: z.literal(1),
        parameterBytes: bytes,
        bufferBytes: bytes,
        peakActivationBytes: bytes.describe('Most bytes of activations alive at one time.'),
      }),
      training: z.strictObject({
        samples: z.int().positive(),
        savedActivationBytes: bytes.describe(
          'Storages kept for backward, without parameters, buffers and the input.',
        ),
        inputBytes: bytes,
        parameterBytes: bytes,
        bufferBytes: bytes,
        gradientBytes: bytes,
        optimizerBytes: bytes,
        peakBytes: bytes.describe('Most bytes of tensors alive at one time of a step.'),
        contextBytes: range.describe(
          'What a framework takes of a device beyond peakBytes: low, high.',
        ),
        likelyBytes: bytes.describe('What a step most likely takes of a device, all in all.'),
      }),
    }),
    gpu: z
      .strictObject({
        name: z.string(),
        memoryBytes: bytes,
        usableBytes: bytes.describe('What the driver and error correction surely leave.'),
        fit: z.enum(['fits', 'tight', 'too large']),
        largestBatch: z.int().nonnegative(),
      })
      .optional(),
    budgets: z.array(
      z.strictObject({
        figure: z.string(),
        limit: count,
        value: count,
        exceeded: z.boolean(),
      }),
    ),
    nodes: z.array(nodeSchema).describe('In the order in which they run.'),
    problems: z.array(
      z.strictObject({
        node: z.string(),
        level: z.enum(['error', 'warning']),
        code: z.string(),
        message: z.string(),
      }),
    ),
    opaque: z.array(z.strictObject({ node: z.string(), operator: z.string(), reason: z.string() })),
    notes: z.array(z.string()).describe('How the file was read, where that is not plain.'),
  })
  .describe('A design and its figures, as the command “layerboard analyze” prints them.');

export type AnalysisDocument = z.infer<typeof analysisDocumentSchema>;
export type DescribedNode = AnalysisDocument['nodes'][number];
