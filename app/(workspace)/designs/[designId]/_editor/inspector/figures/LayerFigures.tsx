import { type ReactNode, useMemo } from 'react';
import { explainLayer, type LayerFigure } from '@/lib/analysis/explain/explainLayer';
import { BYTES } from '@/lib/analysis/precision';
import { type AxisField, jumpOf, leftOf, sizeOf } from '@/lib/analysis/receptiveField';
import type { OkReport } from '@/lib/analysis/report';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import { fieldText } from '@/lib/codegen/notation';
import { formatBytes, formatExact } from '@/lib/format';
import type { LayerNode } from '@/lib/graph/graph';
import { describeType, elementCount } from '@/lib/tensor/tensorType';
import { useEditor } from '../../EditorContext';
import { ExplanationView } from './ExplanationView';
import { FigureRow } from './FigureRow';
import { FigureSection } from './FigureSection';
import classes from './Figures.module.css';
import { WeightTable } from './WeightTable';

/** Every figure of a layer that works; each can say how it comes about. */
export function LayerFigures({
  node,
  report,
}: {
  readonly node: LayerNode;
  readonly report: OkReport;
}) {
  const { analysis, graph } = useEditor();
  const { settings } = graph;
  const { facts, cost, inputs } = report;
  const kept = useMemo(
    () => trainingMemory(analysis, settings).savedBy.get(node.id) ?? 0,
    [analysis, settings, node.id],
  );
  const values = facts.outputs.reduce((sum, type) => sum + (type ? elementCount(type) : 0), 0);
  const filled =
    facts.viewing === 'always' ? 0 : values * settings.batch * BYTES[settings.precision].activation;
  const row = (label: string, value: ReactNode, figure: LayerFigure) => (
    <FigureRow
      label={label}
      value={value}
      how={() => {
        const explanation = explainLayer(analysis, node, figure);
        return explanation && <ExplanationView explanation={explanation} />;
      }}
    />
  );
  const known = (count: number | undefined) =>
    count === undefined ? 'unknown' : formatExact(count);
  return (
    <>
      <table className={classes.table} aria-label="Figures of this layer">
        <FigureSection title="Size">
          <FigureRow label="Input" value={inputs.map(describeType).join(' + ') || 'none'} />
          {row(
            'Output',
            facts.outputs.map((type) => (type ? describeType(type) : 'unknown')).join(', '),
            'output',
          )}
        </FigureSection>
        <FigureSection title="Stored">
          {row('Parameters', formatExact(cost.params), 'parameters')}
          {cost.buffers > 0 && row('Buffers', formatExact(cost.buffers), 'buffers')}
        </FigureSection>
        <FigureSection title="Work for one sample">
          {row('MACs', known(cost.macs), 'macs')}
          {row('FLOPs', known(cost.macs === undefined ? undefined : 2 * cost.macs), 'flops')}
          {row('All operations', known(cost.operations), 'operations')}
        </FigureSection>
        <FigureSection title={`Memory at batch ${settings.batch}, ${settings.precision}`}>
          {row('Output', formatBytes(filled), 'outputBytes')}
          {row('Kept for backward', formatBytes(kept), 'kept')}
        </FigureSection>
        <FigureSection title="Receptive field">
          {fieldRows(report, row)}
          {row(
            'Classroom convention',
            fieldText(report.classroomField).replace('x', ' × '),
            'classroomField',
          )}
        </FigureSection>
      </table>
      {facts.weights.length > 0 && <WeightTable facts={facts} />}
    </>
  );
}

function fieldRows(
  { field }: OkReport,
  row: (label: string, value: ReactNode, figure: LayerFigure) => ReactNode,
): ReactNode {
  if (field.type === 'global') return row('A unit sees', 'the whole input', 'fieldSize');
  if (field.type === 'unknown') return row('A unit sees', 'unknown', 'fieldSize');
  const both = (figure: (axis: AxisField) => number) =>
    `${format(figure(field.height))} × ${format(figure(field.width))}`;
  return (
    <>
      {row(field.gated ? 'Size, main path' : 'Size', both(sizeOf), 'fieldSize')}
      {row('Jump', both(jumpOf), 'fieldJump')}
      {row('Left edge of unit 0', both(leftOf), 'fieldLeft')}
      {field.gated && <FigureRow label="Through a gate" value="the whole input" />}
    </>
  );
}

function format(value: number): string {
  return Number.isInteger(value) ? `${value}`.replace('-', '−') : value.toFixed(2);
}
