import { analyse } from '@/lib/analysis/analyse';
import { totalsOf } from '@/lib/analysis/cost';
import type { Field } from '@/lib/analysis/receptiveField';
import { sizeOf } from '@/lib/analysis/receptiveField';
import { okReport } from '@/lib/analysis/report';
import { wiringOf } from '@/lib/graph/wiring';
import { kindOf } from '@/lib/layers/catalogue';
import { describeType } from '@/lib/tensor/tensorType';
import type { ModelSketch } from './onnxModel';
import { readSketch } from './sketchedLayers';

/** What the analysis says of a model that was read. */
export interface FamilyFigures {
  /** How many layers there are of each kind, inputs and outputs left out. */
  readonly kinds: Readonly<Record<string, number>>;
  /** Operators that stayed opaque, with the reason. */
  readonly opaque: readonly string[];
  readonly params: number;
  readonly macs: number;
  /** Shape of the first output. */
  readonly shape: readonly number[] | undefined;
  /** Receptive field of the first output: its height, with the jump, or a word. */
  readonly field: string;
  readonly notes: readonly string[];
}

/** Reads a model and sums up what became of it. */
export function familyFigures(sketch: ModelSketch): FamilyFigures {
  const { graph, opaque, notes } = readSketch(sketch);
  const analysis = analyse(graph);
  const totals = totalsOf(analysis);
  const kinds: Record<string, number> = {};
  for (const { kind } of graph.nodes.values())
    if (kind !== 'input' && kind !== 'output') kinds[kind] = (kinds[kind] ?? 0) + 1;
  const end = [...graph.nodes.values()].find(({ kind }) => kind === 'output');
  const report = end && okReport(analysis, end.id);
  return {
    kinds,
    opaque: opaque.map(({ operator, reason }) => `${operator}: ${reason}`),
    params: totals.params,
    macs: totals.macs,
    shape: report?.inputs[0]?.shape,
    field: report ? fieldText(report.field) : 'none',
    notes,
  };
}

/** `59 /32` for a field of 59 pixels that steps by 32; `gated` where a gate sees everything. */
function fieldText(field: Field): string {
  if (field.type !== 'local') return field.type;
  const { height, gated } = field;
  return `${sizeOf(height)} /${height.step / height.units}${gated ? ' gated' : ''}`;
}

/**
 * The layers of a model, each in a line that tells the earlier lines it reads by their number:
 * `conv2d[8 · 3×3 p1](x) 32×32×8, 216 params`, `add[](3, x) 32×32×8`. Names are left out: exporters
 * number them differently from opset to opset.
 */
export function familyLayers(sketch: ModelSketch): readonly string[] {
  const { graph } = readSketch(sketch);
  const analysis = analyse(graph);
  const wiring = wiringOf(graph);
  const labels = new Map<string, string>();
  const lines: string[] = [];
  for (const node of graph.nodes.values()) {
    if (node.kind === 'output') continue;
    if (node.kind === 'input') {
      labels.set(node.id, node.name);
      continue;
    }
    const sources = wiring.into(node.id).map(({ source, port }) => {
      const label = labels.get(source) ?? '?';
      return port === 0 ? label : `${label}:${port}`;
    });
    const report = okReport(analysis, node.id);
    const shapes = report?.facts.outputs.map((type) => (type ? describeType(type) : '?')) ?? ['?'];
    const params = report?.cost.params ? `, ${report.cost.params} params` : '';
    const digest = kindOf(node).digest(node.params);
    labels.set(
      node.id,
      `${lines.push(`${node.kind}[${digest}](${sources.join(', ')}) ${shapes.join(' ')}${params}`)}`,
    );
  }
  return lines;
}
