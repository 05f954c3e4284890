import { diffGraphs, type GraphDiff } from '@/lib/graph/diff';
import type { LayerNode, NodeId, Settings } from '@/lib/graph/graph';
import { totalsOf } from './cost';
import { inferenceMemory } from './inferenceMemory';
import { type LocalField, sizeOf } from './receptiveField';
import { type Analysis, okReport } from './report';
import { trainingMemory } from './trainingMemory';

/** How a figure is to be written. */
export type FigureUnit = 'count' | 'bytes' | 'pixels';

/** A figure of two designs beside one another; undefined where a design has none. */
export interface ComparedFigure {
  readonly name: string;
  readonly unit: FigureUnit;
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** A layer of either design, or of both. */
export interface ComparedLayer {
  readonly status: 'same' | 'changed' | 'added' | 'removed';
  readonly before: LayerNode | undefined;
  readonly after: LayerNode | undefined;
}

/** Two designs beside one another. */
export interface Comparison {
  readonly diff: GraphDiff;
  readonly figures: readonly ComparedFigure[];
  /** Layers of both designs in running order; removed ones stand where they ran. */
  readonly layers: readonly ComparedLayer[];
}

/** Compares two designs under one set of settings, so that batch and precision do not blur the difference. */
export function compareAnalyses(before: Analysis, after: Analysis, settings: Settings): Comparison {
  const diff = diffGraphs(before.graph, after.graph);
  const [old, now] = [figuresOf(before, settings), figuresOf(after, settings)];
  const figures = old.map(
    (figure, index): ComparedFigure => ({
      name: figure.name,
      unit: figure.unit,
      before: figure.value,
      after: now[index]?.value,
    }),
  );
  return { diff, figures, layers: mergeLayers(before, after, diff) };
}

interface Figure {
  readonly name: string;
  readonly unit: FigureUnit;
  readonly value: number | undefined;
}

function figuresOf(analysis: Analysis, settings: Settings): readonly Figure[] {
  const totals = totalsOf(analysis);
  const training = trainingMemory(analysis, settings);
  const field = lastField(analysis);
  return [
    { name: 'Layers', unit: 'count', value: totals.layers },
    { name: 'Parameters', unit: 'count', value: totals.params },
    { name: 'MACs', unit: 'count', value: totals.macs },
    { name: 'All operations', unit: 'count', value: totals.operations },
    { name: 'Channel maps', unit: 'count', value: totals.channelMaps },
    {
      name: 'Receptive field of the last map',
      unit: 'pixels',
      value: field && sizeOf(field.height),
    },
    {
      name: 'Inference peak, one sample',
      unit: 'bytes',
      value: inferenceMemory(analysis, settings).peak,
    },
    { name: 'Kept for backward', unit: 'bytes', value: training.saved },
    { name: 'Training peak', unit: 'bytes', value: training.peak },
  ];
}

/** The field of the last layer, in running order, that still has one. */
function lastField(analysis: Analysis): LocalField | undefined {
  for (const id of analysis.order.toReversed()) {
    const field = okReport(analysis, id)?.field;
    if (field?.type === 'local') return field;
  }
  return undefined;
}

function mergeLayers(
  before: Analysis,
  after: Analysis,
  { matches, changed }: GraphDiff,
): readonly ComparedLayer[] {
  const rows: ComparedLayer[] = [];
  const place = new Map(before.order.map((id, index) => [id, index]));
  const matched = new Set(matches.values());
  let next = 0;
  const removedUpTo = (end: number) => {
    for (; next < end; next++) {
      const id = before.order[next];
      if (id !== undefined && !matched.has(id))
        rows.push(row(before, id, undefined, after, 'removed'));
    }
  };
  for (const id of after.order) {
    const match = matches.get(id);
    if (match === undefined) {
      rows.push(row(before, undefined, id, after, 'added'));
      continue;
    }
    removedUpTo(place.get(match) ?? 0);
    rows.push(row(before, match, id, after, changed.has(id) ? 'changed' : 'same'));
  }
  removedUpTo(before.order.length);
  return rows;
}

function row(
  before: Analysis,
  beforeId: NodeId | undefined,
  afterId: NodeId | undefined,
  after: Analysis,
  status: ComparedLayer['status'],
): ComparedLayer {
  return {
    status,
    before: beforeId === undefined ? undefined : before.graph.nodes.get(beforeId),
    after: afterId === undefined ? undefined : after.graph.nodes.get(afterId),
  };
}
