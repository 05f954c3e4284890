import { type Analysis, okReport } from '@/lib/analysis/report';
import { formatBytes } from '@/lib/format';
import type { NodeId } from '@/lib/graph/graph';
import { kindOf } from '@/lib/layers/catalogue';
import { describeType, elementCount, type TensorType } from '@/lib/tensor/tensorType';
import { adaptDesign } from './adaptDesign';
import type { DatasetInfo } from './datasets/dataset';
import { costOnTheWay, estimateTraining, largestBatch, type TrainingEstimate } from './estimate';
import { layerBuilder } from './layers/layerBuilders';
import { type LossInput, lossInputOf } from './loss';
import { type Ports, portsOfDesign } from './ports';
import type { TrainingSettings } from './settings';

/** Why a design cannot be trained, in a sentence, and the layer that it is about. */
export interface PlanRefusal {
  readonly message: string;
  readonly node?: NodeId;
}

/** May this design be trained in a browser with this data, and what will it take? */
export type TrainingPlan =
  | {
      /** `adapted`: yes, after the changes that `changes` tells of, which are made for the run alone. */
      readonly status: 'ready' | 'adapted';
      /** Of the design that is trained, changes included. */
      readonly analysis: Analysis;
      readonly ports: Ports;
      readonly lossInput: LossInput;
      readonly changes: readonly string[];
      readonly estimate: TrainingEstimate;
    }
  | { readonly status: 'refused'; readonly reasons: readonly PlanRefusal[] };

/**
 * More than this a browser's tab does not give: WebAssembly's memory ends at 2 GiB, and the
 * library's copies need room.
 */
const MEMORY_LIMIT = 1.5 * 2 ** 30;

/**
 * Looks whether a design can be trained on a data set. One that differs from the data only in the
 * size of its input or in the number of its classes is adapted for the run, if the network works
 * that way too: nobody should have to redraw a network for ImageNet to see whether it learns at
 * all.
 */
export function planTraining(
  analysis: Analysis,
  data: DatasetInfo,
  settings: TrainingSettings,
): TrainingPlan {
  const ports = portsOfDesign(analysis);
  if (!ports.ok)
    return refused(...brokenLayers(analysis, analysis.graph.nodes.keys()), {
      message: ports.error,
    });
  const { order } = ports.value;
  const faults = [...brokenLayers(analysis, order), ...unbuildableLayers(analysis, ports.value)];
  if (faults.length > 0) return refused(...faults);
  const adapted = adaptDesign(analysis, ports.value, data);
  const misfits = [
    ...brokenLayers(adapted.analysis, order).map(({ message, node }) => ({
      message: `For images of ${data.height}×${data.width}×${data.channels}: ${message}`,
      ...(node && { node }),
    })),
    ...portMisfits(adapted.analysis, ports.value, data),
  ];
  if (misfits.length > 0) return refused(...misfits);
  const limits = beyondLimits(adapted.analysis, ports.value, settings);
  if (limits.length > 0) return refused(...limits);
  return {
    status: adapted.changes.length === 0 ? 'ready' : 'adapted',
    analysis: adapted.analysis,
    ports: ports.value,
    lossInput: lossInputOf(adapted.analysis, ports.value.head),
    changes: adapted.changes,
    estimate: estimateTraining(adapted.analysis, ports.value, settings),
  };
}

function refused(...reasons: readonly PlanRefusal[]): TrainingPlan {
  return { status: 'refused', reasons };
}

function brokenLayers(analysis: Analysis, ids: Iterable<NodeId>): readonly PlanRefusal[] {
  return [...ids].flatMap((id) => {
    const report = analysis.reports.get(id);
    if (report?.status !== 'error') return [];
    return report.problems.map(({ message }) => ({
      message: `“${nameOf(analysis, id)}” does not work: ${message}`,
      node: id,
    }));
  });
}

/** Layers on the way to a head that TensorFlow.js cannot be told to compute. */
function unbuildableLayers(analysis: Analysis, { order, input }: Ports): readonly PlanRefusal[] {
  return order.flatMap((id) => {
    const node = analysis.graph.nodes.get(id);
    const report = okReport(analysis, id);
    if (!node || !report || id === input) return [];
    const calls = kindOf(node).emit.keras(node.params, report.facts, report.inputs);
    if (calls.every(({ name }) => layerBuilder(name)) && report.facts.outputs.every(Boolean))
      return [];
    return [
      {
        message: `“${node.name}” (${kindOf(node).digest(node.params)}) is known by name only: nobody can say what it computes, so it cannot be trained. Replace it by layers of the palette.`,
        node: id,
      },
    ];
  });
}

/** What keeps the ends of a design from taking the images and giving one score for each class. */
function portMisfits(
  analysis: Analysis,
  ports: Ports,
  { height, width, channels, classes, title }: DatasetInfo,
): readonly PlanRefusal[] {
  const { input, head, sideHeads } = ports;
  const taken = okReport(analysis, input)?.facts.outputs[0];
  const reasons: PlanRefusal[] = [];
  const wanted = `${height}×${width}×${channels}`;
  if (taken && describeType(taken) !== wanted) {
    reasons.push({
      message: `“${nameOf(analysis, input)}” takes ${describeType(taken)}, and ${title} has images of ${wanted}: let the input take a map of that size.`,
      node: input,
    });
  }
  for (const id of [head, ...sideHeads]) {
    const given = okReport(analysis, id)?.facts.outputs[0];
    if (!given || isScores(given, classes.length)) continue;
    reasons.push({
      message: `“${nameOf(analysis, id)}” gives ${describeType(given)}, and ${title} needs one score for each of its ${classes.length} classes: end with a layer of ${classes.length}, on a vector or a map of 1×1.`,
      node: id,
    });
  }
  if (costOnTheWay(analysis, ports).params === 0)
    reasons.push({ message: 'No layer of this design has weights: there is nothing to learn.' });
  return reasons;
}

/** Whether a tensor holds one value for each class and nothing else. */
function isScores(type: TensorType, classes: number): boolean {
  return type.shape[0] === classes && elementCount(type) === classes;
}

function beyondLimits(
  analysis: Analysis,
  ports: Ports,
  settings: TrainingSettings,
): readonly PlanRefusal[] {
  const { memory } = estimateTraining(analysis, ports, settings);
  if (memory <= MEMORY_LIMIT) return [];
  const fits = largestBatch(analysis, ports, settings, MEMORY_LIMIT);
  const advice =
    fits >= 1
      ? `a batch of ${fits} or fewer fits`
      : 'its weights alone are too many, whatever the batch';
  return [
    {
      message: `A step on ${settings.batch} images takes about ${formatBytes(memory)}, and a browser gives ${formatBytes(MEMORY_LIMIT)}: ${advice}.`,
    },
  ];
}

function nameOf(analysis: Analysis, id: NodeId): string {
  return analysis.graph.nodes.get(id)?.name ?? id;
}
