import { weightSize } from '@/lib/analysis/cost';
import { type Field, sizeOf } from '@/lib/analysis/receptiveField';
import { type Analysis, type OkReport, okReport } from '@/lib/analysis/report';
import type { FieldConvention, LayerNode } from '@/lib/graph/graph';
import { kindOf } from '@/lib/layers/catalogue';
import { channelCount, describeType, type TensorType } from '@/lib/tensor/tensorType';

/** One line of the lecture notation: what goes in, the layer, what comes out, what a unit sees. */
export interface NotationRow {
  readonly input: string;
  readonly layer: string;
  readonly output: string;
  /** `3x3`; `global`; `unknown`. */
  readonly field: string;
}

/**
 * A layer in the notation of the lecture notes, `400x400x3 | (3x3x3)x32 | 398x398x32 RF 3x3`:
 * sizes are height x width x channels, a kernel is height x width x depth, times the filters.
 */
export function notationRow(
  node: LayerNode,
  report: OkReport,
  convention: FieldConvention,
): NotationRow {
  const field = convention === 'exact' ? report.field : report.classroomField;
  return {
    input: report.inputs.map(plain).join(' + '),
    layer: layerText(node, report),
    output: report.facts.outputs.map((type) => (type ? plain(type) : 'unknown')).join(' + '),
    field: fieldText(field),
  };
}

/** The rows of a whole network in the order in which it runs, one line each; layers without a report say why. */
export function notation(analysis: Analysis, convention: FieldConvention): readonly string[] {
  return analysis.order.flatMap((id) => {
    const node = analysis.graph.nodes.get(id);
    if (!node) return [];
    const report = okReport(analysis, id);
    if (!report) return [`? | ${node.name} | not known`];
    return [notationLine(notationRow(node, report, convention))];
  });
}

export function notationLine({ input, layer, output, field }: NotationRow): string {
  const last = `${output} RF ${field}`;
  return input === '' ? last : `${input} | ${layer} | ${last}`;
}

/** The size of a field as people write it: `3x3`, and `global` where everything is seen. */
export function fieldText(field: Field): string {
  if (field.type !== 'local') return field.type;
  return `${sizeOf(field.height)}x${sizeOf(field.width)}`;
}

function plain(type: TensorType): string {
  return describeType(type).replaceAll('×', 'x');
}

function layerText(node: LayerNode, { facts }: OkReport): string {
  const kernel = facts.weights.find(({ name, shape }) => name === 'kernel' && shape.length === 4);
  const { short, digest } = kindOf(node);
  if (!kernel) return `${short} ${digest(node.params).replaceAll('×', 'x')}`.trim();
  const [, , height = 1, width = 1] = kernel.shape;
  const filters = (facts.outputs[0] && channelCount(facts.outputs[0])) ?? 1;
  const depth = weightSize(kernel) / (height * width * filters);
  return `(${height}x${width}x${depth})x${filters}`;
}
