import { type ReactNode, useMemo } from 'react';
import { coverageOf } from '@/lib/analysis/coverage';
import { explainLayer, type LayerFigure } from '@/lib/analysis/explain/explainLayer';
import { mapsHeld, valueFlow } from '@/lib/analysis/information';
import { BYTES } from '@/lib/analysis/precision';
import type { OkReport } from '@/lib/analysis/report';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import { formatBytes, formatExact, formatShare } from '@/lib/format';
import type { LayerNode } from '@/lib/graph/graph';
import { describeType, elementCount } from '@/lib/tensor/tensorType';
import { useEditor } from '../../EditorContext';
import { CoverageSection } from './CoverageSection';
import { ExplanationView } from './ExplanationView';
import { FieldSection } from './FieldSection';
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
  const coverage = useMemo(() => coverageOf(report), [report]);
  const flow = valueFlow(report);
  const maps = mapsHeld(analysis, node.id);
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
          {flow && flow.dropped > 0 && row('Values dropped', formatShare(flow.dropped), 'dropped')}
          {maps.made > 0 &&
            row('Channel maps', `${maps.made}, ${formatExact(maps.upTo)} up to here`, 'maps')}
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
        <FieldSection id={node.id} report={report} row={row} />
        {coverage && <CoverageSection coverage={coverage} row={row} />}
      </table>
      {facts.weights.length > 0 && <WeightTable facts={facts} />}
    </>
  );
}
