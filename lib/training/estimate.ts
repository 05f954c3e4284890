import { weightSize } from '@/lib/analysis/cost';
import { OPTIMIZER_SLOTS } from '@/lib/analysis/precision';
import { type Analysis, okReport } from '@/lib/analysis/report';
import { elementCount } from '@/lib/tensor/tensorType';
import type { Ports } from './ports';
import type { TrainingSettings } from './settings';
import { stepsPerEpoch } from './steps';

/** What a training will take. */
export interface TrainingEstimate {
  readonly steps: number;
  /** Multiply-accumulates of all steps: forward, and twice as many on the way back. */
  readonly macs: number;
  /** Most bytes of tensors that TensorFlow.js holds at one time; right within a factor of two. */
  readonly memory: number;
}

const BYTES = 4;
/**
 * TensorFlow.js frees nothing before the end of a step: for each value of an output its copies, its
 * gradient and theirs.
 */
const VALUES_PER_ACTIVATION = 5;
/** Intermediate results of the optimizer for one weight. */
const VALUES_PER_LARGEST_WEIGHT = 8;
const PASSES = 3;

/** What training a design with these settings will take; always in 32-bit floating point. */
export function estimateTraining(
  analysis: Analysis,
  ports: Ports,
  settings: TrainingSettings,
): TrainingEstimate {
  const { batch, epochs, samples, optimizer } = settings;
  const steps = epochs * stepsPerEpoch(samples, batch);
  const { params, macs } = costOnTheWay(analysis, ports);
  const standing =
    params * (2 + OPTIMIZER_SLOTS[optimizer]) * BYTES +
    largestWeight(analysis, ports) * VALUES_PER_LARGEST_WEIGHT * BYTES;
  return {
    steps,
    macs: macs * PASSES * Math.min(batch, samples) * steps,
    memory: standing + bytesPerImage(analysis, ports) * Math.min(batch, samples),
  };
}

/** Parameters and multiply-accumulates of the layers that lead to a head; the others are not trained. */
export function costOnTheWay(
  analysis: Analysis,
  { order }: Ports,
): { readonly params: number; readonly macs: number } {
  let params = 0;
  let macs = 0;
  for (const id of order) {
    const cost = okReport(analysis, id)?.cost;
    params += cost?.params ?? 0;
    macs += cost?.macs ?? 0;
  }
  return { params, macs };
}

/** The largest batch whose tensors fit into so many bytes; 0 when not even the weights do. */
export function largestBatch(
  analysis: Analysis,
  ports: Ports,
  settings: TrainingSettings,
  bytes: number,
): number {
  const one = estimateTraining(analysis, ports, { ...settings, batch: 1 }).memory;
  const each = bytesPerImage(analysis, ports);
  return Math.max(0, Math.floor((bytes - one) / each) + 1);
}

function largestWeight(analysis: Analysis, { order }: Ports): number {
  const weights = order.flatMap((id) => okReport(analysis, id)?.facts.weights ?? []);
  return weights.reduce((largest, weight) => Math.max(largest, weightSize(weight)), 0);
}

function bytesPerImage(analysis: Analysis, { order }: Ports): number {
  let values = 0;
  for (const id of order) {
    const facts = okReport(analysis, id)?.facts;
    if (!facts || facts.viewing === 'always') continue;
    for (const type of facts.outputs) if (type) values += elementCount(type);
  }
  return values * VALUES_PER_ACTIVATION * BYTES;
}
