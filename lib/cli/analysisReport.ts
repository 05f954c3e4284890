import { type Analysis, okReport } from '@/lib/analysis/report';
import { notation } from '@/lib/codegen/notation';
import { formatBytes, formatCount, formatExact } from '@/lib/format';
import { kindOf } from '@/lib/layers/catalogue';
import { describeType } from '@/lib/tensor/tensorType';
import type { AnalysisDocument, DescribedNode } from './analysisDocument';
import type { CsvRecord, Report, TextTable } from './report';

/** A described design as tables and sentences. */
export function analysisReport(document: AnalysisDocument, analysis: Analysis): Report {
  const { model, settings } = document;
  const named = model.name === '' ? model.file : model.name;
  return {
    document,
    title: `${named}: ${settings.precision}, ${settings.optimizer}, batch ${settings.batch}, ${settings.field} receptive field`,
    facts: factsOf(document),
    table: tableOf(document, analysis),
    records: document.nodes.map(recordOf),
    remarks: remarksOf(document),
    notation: notation(analysis, settings.field),
  };
}

function factsOf(document: AnalysisDocument): Report['facts'] {
  const { totals, memory, gpu, budgets } = document;
  const { inference, training } = memory;
  const least = totals.unknown.length > 0 ? '≥ ' : '';
  const count = (value: number) => `${least}${formatCount(value)} (${formatExact(value)})`;
  const [low, high] = training.contextBytes;
  const band = [low, high].map((bytes) => formatBytes(training.peakBytes + bytes));
  const facts: (readonly [string, string])[] = [
    ['Parameters', count(totals.params)],
    ['Buffers', formatExact(totals.buffers)],
    ['MACs, one sample', count(totals.macs)],
    ['FLOPs, one sample', least + formatCount(totals.flops)],
    ['Weights and buffers', formatBytes(inference.parameterBytes + inference.bufferBytes)],
    ['Inference peak, one sample', formatBytes(inference.peakActivationBytes)],
    [`Kept for backward, batch ${training.samples}`, formatBytes(training.savedActivationBytes)],
    [`Training peak, batch ${training.samples}`, formatBytes(training.peakBytes)],
    ['With the framework', `likely ${formatBytes(training.likelyBytes)} (${band.join(' to ')})`],
  ];
  if (gpu)
    facts.push([
      gpu.name,
      `${gpu.fit} in ${formatBytes(gpu.memoryBytes)}; largest batch ${formatExact(gpu.largestBatch)}`,
    ]);
  for (const { figure, limit, exceeded } of budgets)
    facts.push([`Budget of ${figure}`, `${formatExact(limit)}: ${exceeded ? 'exceeded' : 'kept'}`]);
  return facts;
}

const COLUMNS: TextTable['columns'] = [
  { title: 'Layer', numeric: false },
  { title: 'Kind', numeric: false },
  { title: 'Output', numeric: false },
  { title: 'Field', numeric: false },
  { title: 'Parameters', numeric: true },
  { title: 'MACs', numeric: true },
  { title: 'Output bytes', numeric: true },
  { title: 'Kept', numeric: true },
];

function tableOf({ nodes }: AnalysisDocument, analysis: Analysis): TextTable {
  const rows = nodes.map((node) => {
    const layer = analysis.graph.nodes.get(node.id);
    const outputs = okReport(analysis, node.id)?.facts.outputs ?? [];
    const types = outputs.map((type) => (type ? describeType(type) : '?'));
    return [
      node.name,
      layer ? kindOf(layer).title : node.kind,
      types.join(' + ') || '?',
      fieldText(node),
      shown(node.params, formatExact),
      shown(node.macs, formatExact),
      shown(node.outputBytes, formatBytes),
      shown(node.savedBytes, formatBytes),
    ];
  });
  return { columns: COLUMNS, rows };
}

function fieldText({ field }: DescribedNode): string {
  if (field === null) return '?';
  return field === 'global' ? field : field.size.map(formatExact).join('×');
}

function shown(value: number | null, format: (value: number) => string): string {
  return value === null ? '?' : format(value);
}

function recordOf(node: DescribedNode): CsvRecord {
  const field = node.field === 'global' ? null : node.field;
  return {
    id: node.id,
    name: node.name,
    kind: node.kind,
    inputs: node.inputs.join(' '),
    source_tensors: node.sourceTensors.join(' '),
    output_shape: node.outputShape?.join('x') ?? null,
    params: node.params,
    buffers: node.buffers,
    counters: node.counters,
    macs: node.macs,
    field: node.field === 'global' ? 'global' : field && 'local',
    field_height: field?.size[0] ?? null,
    field_width: field?.size[1] ?? null,
    jump_height: field?.jump[0] ?? null,
    jump_width: field?.jump[1] ?? null,
    left_height: field?.left[0] ?? null,
    left_width: field?.left[1] ?? null,
    output_bytes: node.outputBytes,
    saved_bytes: node.savedBytes,
  };
}

function remarksOf({ nodes, problems, opaque, totals }: AnalysisDocument): readonly string[] {
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const remarks = problems.map(
    ({ node, level, message }) => `${level}: “${names.get(node) ?? node}”: ${message}`,
  );
  for (const { node, operator, reason } of opaque)
    remarks.push(`not known: “${names.get(node) ?? node}” (${operator}): ${reason}`);
  if (totals.unknown.length > 0)
    remarks.push(
      `The cost of ${totals.unknown.length} of ${nodes.length} layers is not known: totals are lower bounds.`,
    );
  return remarks;
}
