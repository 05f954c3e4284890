import type { LayerNode } from '@/lib/graph/graph';
import { type Analysis, type OkReport, okReport } from '../report';
import { explainClassroomField } from './explainClassroomField';
import { explainCoverage } from './explainCoverage';
import { explainField } from './explainField';
import {
  explainCentre,
  explainEffectiveField,
  explainOffCentre,
  explainPadding,
  explainShare,
} from './explainFieldFigures';
import { explainDropped, explainMaps } from './explainInformation';
import { explainKept, explainOutputBytes } from './explainMemory';
import { explainOutput } from './explainOutput';
import { explainBuffers, explainParameters } from './explainWeights';
import { explainFlops, explainMacs, explainOperations } from './explainWork';
import type { Explanation } from './explanation';

/** Figures of a layer that can explain themselves. */
export type LayerFigure =
  | 'output'
  | 'parameters'
  | 'buffers'
  | 'macs'
  | 'flops'
  | 'operations'
  | 'outputBytes'
  | 'kept'
  | 'fieldSize'
  | 'fieldJump'
  | 'fieldLeft'
  | 'classroomField'
  | 'effectiveField'
  | 'middleShare'
  | 'firstShare'
  | 'firstCentre'
  | 'effectivePadding'
  | 'offCentre'
  | 'timesMean'
  | 'timesNever'
  | 'timesMost'
  | 'dropped'
  | 'maps';

type Explain = (node: LayerNode, report: OkReport, analysis: Analysis) => Explanation;

const FIGURES: Readonly<Record<LayerFigure, Explain>> = {
  output: explainOutput,
  parameters: explainParameters,
  buffers: explainBuffers,
  macs: explainMacs,
  flops: explainFlops,
  operations: explainOperations,
  outputBytes: (_node, report, analysis) => explainOutputBytes(analysis, report),
  kept: ({ id }, _report, analysis) => explainKept(analysis, id),
  fieldSize: ({ id }, _report, analysis) => explainField(analysis, id).size,
  fieldJump: ({ id }, _report, analysis) => explainField(analysis, id).jump,
  fieldLeft: ({ id }, _report, analysis) => explainField(analysis, id).left,
  classroomField: ({ id }, _report, analysis) => explainClassroomField(analysis, id),
  effectiveField: ({ id }, _report, analysis) => explainEffectiveField(analysis, id),
  middleShare: ({ id }, _report, analysis) => explainShare(analysis, id, 'middle'),
  firstShare: ({ id }, _report, analysis) => explainShare(analysis, id, 'first'),
  firstCentre: ({ id }, _report, analysis) => explainCentre(analysis, id),
  effectivePadding: ({ id }, _report, analysis) => explainPadding(analysis, id),
  offCentre: ({ id }, _report, analysis) => explainOffCentre(analysis, id),
  timesMean: (_node, report) => explainCoverage(report, 'mean'),
  timesNever: (_node, report) => explainCoverage(report, 'never'),
  timesMost: (_node, report) => explainCoverage(report, 'atMost'),
  dropped: (_node, report) => explainDropped(report),
  maps: ({ id }, _report, analysis) => explainMaps(analysis, id),
};

export const LAYER_FIGURES = Object.keys(FIGURES) as readonly LayerFigure[];

/** How a figure of a layer comes about; undefined where the layer has no figures. */
export function explainLayer(
  analysis: Analysis,
  node: LayerNode,
  figure: LayerFigure,
): Explanation | undefined {
  const report = okReport(analysis, node.id);
  return report && FIGURES[figure](node, report, analysis);
}
