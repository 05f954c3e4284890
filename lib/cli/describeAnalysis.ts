import { totalsOf } from '@/lib/analysis/cost';
import { expectedUse } from '@/lib/analysis/expectedUse';
import { type Device, fitOn, largestBatch } from '@/lib/analysis/hardware';
import { inferenceMemory } from '@/lib/analysis/inferenceMemory';
import { BYTES } from '@/lib/analysis/precision';
import { type Field, jumpOf, leftOf, sizeOf } from '@/lib/analysis/receptiveField';
import { type Analysis, okReport } from '@/lib/analysis/report';
import { type TrainingMemory, trainingMemory } from '@/lib/analysis/trainingMemory';
import type { LayerNode, Settings } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import { opaqueLayers } from '@/lib/interchange/opaqueLayers';
import { elementCount, type TensorType } from '@/lib/tensor/tensorType';
import { ANALYSIS_FORMAT, type AnalysisDocument, type DescribedNode } from './analysisDocument';
import { type Budget, checkBudgets } from './budgets';
import type { OpenedModel } from './openModel';

export interface DescribeOptions {
  readonly settings: Settings;
  readonly device: Device | undefined;
  readonly budgets: readonly Budget[];
}

export interface DescribedAnalysis {
  readonly document: AnalysisDocument;
  /** A sentence for each budget that is exceeded, or that cannot be vouched for. */
  readonly budgetMessages: readonly string[];
}

/** Everything that is known of a design, as one object. */
export function describeAnalysis(
  opened: OpenedModel,
  analysis: Analysis,
  { settings, device, budgets }: DescribeOptions,
): DescribedAnalysis {
  const training = trainingMemory(analysis, settings);
  const figures = {
    totals: describeTotals(analysis),
    memory: describeMemory(analysis, settings, training),
  };
  const checked = checkBudgets(budgets, figures);
  const document: AnalysisDocument = {
    format: ANALYSIS_FORMAT,
    model: opened.model,
    settings: { ...settings },
    ...figures,
    ...(device ? { gpu: describeFit(analysis, settings, training, device) } : {}),
    budgets: [...checked.budgets],
    nodes: nodesInOrder(analysis).map((node) => describeNode(node, analysis, settings, training)),
    problems: describeProblems(analysis),
    opaque: opaqueLayers(opened.graph).map((layer) => ({ ...layer })),
    notes: [...opened.notes],
  };
  return { document, budgetMessages: checked.messages };
}

function describeTotals(analysis: Analysis): AnalysisDocument['totals'] {
  const { layers, params, buffers, macs, operations, unknown } = totalsOf(analysis);
  let counters = 0;
  for (const report of analysis.reports.values())
    if (report.status === 'ok') counters += report.cost.counters;
  return {
    layers,
    params,
    trainableParams: params,
    buffers,
    counters,
    macs,
    flops: 2 * macs,
    operations,
    unknown: [...unknown],
  };
}

function describeMemory(
  analysis: Analysis,
  settings: Settings,
  training: TrainingMemory,
): AnalysisDocument['memory'] {
  const { low, likely, high } = expectedUse(training);
  return {
    inference: {
      samples: 1,
      parameterBytes: training.weights,
      bufferBytes: training.buffers,
      peakActivationBytes: inferenceMemory(analysis, settings).peak,
    },
    training: {
      samples: settings.batch,
      savedActivationBytes: training.saved,
      inputBytes: training.input,
      parameterBytes: training.weights,
      bufferBytes: training.buffers,
      gradientBytes: training.gradients,
      optimizerBytes: training.optimizer,
      peakBytes: training.peak,
      contextBytes: [Math.round(low - training.peak), Math.round(high - training.peak)],
      likelyBytes: Math.round(likely),
    },
  };
}

function describeFit(
  analysis: Analysis,
  settings: Settings,
  training: TrainingMemory,
  device: Device,
): AnalysisDocument['gpu'] {
  const fits = (batch: number) =>
    expectedUse(trainingMemory(analysis, { ...settings, batch })).high <= device.usable;
  return {
    name: device.name,
    memoryBytes: device.memory,
    usableBytes: Math.round(device.usable),
    fit: fitOn(device, expectedUse(training)),
    largestBatch: largestBatch(fits),
  };
}

/** Every layer in running order, then those that can never run. */
function nodesInOrder(analysis: Analysis): readonly LayerNode[] {
  const ids = new Set([...analysis.order, ...analysis.graph.nodes.keys()]);
  return [...ids].flatMap((id) => analysis.graph.nodes.get(id) ?? []);
}

function describeNode(
  node: LayerNode,
  analysis: Analysis,
  settings: Settings,
  training: TrainingMemory,
): DescribedNode {
  const { id, name, kind, origin } = node;
  const inputs = wiringOf(analysis.graph).into(id);
  const frame = {
    id,
    name,
    kind,
    inputs: inputs.map(({ source }) => source),
    sourceTensors: [...(origin?.tensors ?? [])],
  };
  const report = okReport(analysis, id);
  if (!report) return { ...frame, ...UNKNOWN_FIGURES };
  const { outputs } = report.facts;
  const [shape = null, ...further] = outputs.map(batchedShape);
  return {
    ...frame,
    outputShape: shape,
    ...(further.length > 0 ? { furtherOutputShapes: further } : {}),
    params: report.cost.params,
    buffers: report.cost.buffers,
    counters: report.cost.counters,
    macs: report.cost.macs ?? null,
    field: describeField(settings.field === 'exact' ? report.field : report.classroomField),
    outputBytes: outputBytes(outputs, BYTES[settings.precision].activation),
    savedBytes: training.savedBy.get(id) ?? 0,
  };
}

const UNKNOWN_FIGURES = {
  outputShape: null,
  params: null,
  buffers: null,
  counters: null,
  macs: null,
  field: null,
  outputBytes: null,
  savedBytes: null,
} as const;

function batchedShape(type: TensorType | undefined): number[] | null {
  return type ? [1, ...type.shape] : null;
}

function outputBytes(
  outputs: readonly (TensorType | undefined)[],
  bytesEach: number,
): number | null {
  let bytes = 0;
  for (const type of outputs) {
    if (!type) return null;
    bytes += elementCount(type) * bytesEach;
  }
  return bytes;
}

function describeField(field: Field): DescribedNode['field'] {
  if (field.type === 'global') return 'global';
  if (field.type === 'unknown') return null;
  const { height, width, gated } = field;
  return {
    size: [sizeOf(height), sizeOf(width)],
    jump: [jumpOf(height), jumpOf(width)],
    left: [leftOf(height), leftOf(width)],
    ...(gated ? { gated } : {}),
  };
}

function describeProblems(analysis: Analysis): AnalysisDocument['problems'] {
  return [...analysis.reports].flatMap(([node, report]) => {
    if (report.status === 'blocked') return [];
    const level = report.status === 'error' ? ('error' as const) : ('warning' as const);
    const problems = report.status === 'error' ? report.problems : report.warnings;
    return problems.map(({ code, message }) => ({ node, level, code, message }));
  });
}
