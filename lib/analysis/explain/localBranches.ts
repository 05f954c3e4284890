import type { NodeId } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import { asGates } from '../asGates';
import type { Field, LocalField } from '../receptiveField';
import { type Analysis, type OkReport, okReport } from '../report';

/** The fields of one convention that arrive at a layer and move with its units: gates are left out. SPEC A3. */
export function localBranches(
  analysis: Analysis,
  id: NodeId,
  { inputs, facts }: OkReport,
  fieldOf: (report: OkReport) => Field,
): readonly LocalField[] {
  const fields = wiringOf(analysis.graph)
    .into(id)
    .flatMap(({ source }) => {
      const report = okReport(analysis, source);
      return report ? [fieldOf(report)] : [];
    });
  return asGates(fields, inputs, facts.outputs[0]).filter((field) => field.type === 'local');
}
