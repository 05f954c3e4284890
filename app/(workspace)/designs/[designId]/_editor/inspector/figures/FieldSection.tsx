import { type ReactNode, useMemo } from 'react';
import { effectiveFields, effectiveSize } from '@/lib/analysis/effectiveField';
import type { LayerFigure } from '@/lib/analysis/explain/explainLayer';
import { fieldFigures } from '@/lib/analysis/fieldFigures';
import { type AxisField, jumpOf, leftOf, sizeOf } from '@/lib/analysis/receptiveField';
import type { OkReport } from '@/lib/analysis/report';
import { fieldText } from '@/lib/codegen/notation';
import { formatShare } from '@/lib/format';
import type { NodeId } from '@/lib/graph/graph';
import { useEditor } from '../../EditorContext';
import { FigureRow } from './FigureRow';
import { FigureSection } from './FigureSection';

/** A row that explains one figure. */
export type Row = (label: string, value: ReactNode, figure: LayerFigure) => ReactNode;

/** What a unit of a layer sees of the input, how much of it counts, and where it lies. */
export function FieldSection({
  id,
  report,
  row,
}: {
  readonly id: NodeId;
  readonly report: OkReport;
  readonly row: Row;
}) {
  return (
    <FigureSection title="Receptive field, in pixels">
      <Exact id={id} report={report} row={row} />
      {row(
        'Classroom convention',
        fieldText(report.classroomField).replace('x', ' × '),
        'classroomField',
      )}
    </FigureSection>
  );
}

function Exact({
  id,
  report: { field },
  row,
}: {
  readonly id: NodeId;
  readonly report: OkReport;
  readonly row: Row;
}) {
  const { analysis } = useEditor();
  const spread = useMemo(() => effectiveFields(analysis).get(id), [analysis, id]);
  const figures = useMemo(() => fieldFigures(analysis, id), [analysis, id]);
  if (field.type === 'global') return row('A unit sees', 'the whole input', 'fieldSize');
  if (field.type === 'unknown') return row('A unit sees', 'unknown', 'fieldSize');
  const both = (figure: (axis: AxisField) => number) =>
    pair(figure(field.height), figure(field.width));
  return (
    <>
      {row(field.gated ? 'Size, main path' : 'Size', both(sizeOf), 'fieldSize')}
      {field.gated && <FigureRow label="Through a gate" value="the whole input" />}
      {spread &&
        row(
          'Effective size, estimate',
          pair(
            effectiveSize(spread.height, field.height),
            effectiveSize(spread.width, field.width),
          ),
          'effectiveField',
        )}
      {row('Jump', both(jumpOf), 'fieldJump')}
      {row('Left edge of unit 0', both(leftOf), 'fieldLeft')}
      {figures && (
        <>
          {row(
            'Centre of unit 0',
            pair(figures.height.firstCentre, figures.width.firstCentre),
            'firstCentre',
          )}
          {row(
            'Map off the middle by',
            pair(figures.height.offCentre, figures.width.offCentre),
            'offCentre',
          )}
          {row(
            'Effective padding',
            pair(figures.height.effectivePadding, figures.width.effectivePadding),
            'effectivePadding',
          )}
          {row(
            'Input seen, middle unit',
            formatShare(figures.height.middleShare * figures.width.middleShare),
            'middleShare',
          )}
          {row(
            'Input seen, unit 0',
            formatShare(figures.height.firstShare * figures.width.firstShare),
            'firstShare',
          )}
        </>
      )}
    </>
  );
}

function pair(height: number, width: number): string {
  return `${format(height)} × ${format(width)}`;
}

function format(value: number): string {
  const text = Number.isInteger(value) ? `${value}` : value.toFixed(1);
  return text.replace('-', '−');
}
