import type { NodeId } from '@/lib/graph/graph';
import type { Facts, WeightSpec } from '@/lib/layers/kind';
import { channelCount } from '@/lib/tensor/tensorType';
import type { Analysis, OkReport } from './report';

/** What one layer costs for one sample. Counts that cannot be known are undefined, never 0. */
export interface NodeCost {
  /** Values in weights that are learned. */
  readonly params: number;
  /** Floating point values in weights that are not learned (running means and variances). */
  readonly buffers: number;
  /** Whole-number counters (batches tracked). */
  readonly counters: number;
  /** Multiply-accumulates of convolutions and linear maps. SPEC L5. */
  readonly macs: number | undefined;
  /** Every arithmetic operation. SPEC L6. */
  readonly operations: number | undefined;
}

export function costOf(facts: Facts): NodeCost {
  let params = 0;
  let buffers = 0;
  let counters = 0;
  for (const weight of facts.weights) {
    const values = weightSize(weight);
    if (weight.trainable) params += values;
    else if (weight.dtype === 'int64') counters += values;
    else buffers += values;
  }
  return { params, buffers, counters, macs: facts.macs, operations: facts.operations };
}

/** Number of values in a weight. */
export function weightSize({ shape }: WeightSpec): number {
  let size = 1;
  for (const length of shape) size *= length;
  return size;
}

/** Sums over a network, for one sample. Equal to the sum of the rows, always. */
export interface Totals {
  readonly params: number;
  readonly buffers: number;
  readonly macs: number;
  readonly operations: number;
  /** Feature maps that the layers make: the sum of their output channels. Views make none, and the input is given. */
  readonly channelMaps: number;
  readonly layers: number;
  /** Layers whose cost is not known, so that the sums are lower bounds: opaque, wrong or behind one that is. */
  readonly unknown: readonly NodeId[];
}

export function totalsOf(analysis: Analysis): Totals {
  let params = 0;
  let buffers = 0;
  let macs = 0;
  let operations = 0;
  let channelMaps = 0;
  const unknown: NodeId[] = [];
  for (const [id, report] of analysis.reports) {
    if (report.status !== 'ok') {
      unknown.push(id);
      continue;
    }
    const { cost } = report;
    params += cost.params;
    buffers += cost.buffers;
    macs += cost.macs ?? 0;
    operations += cost.operations ?? 0;
    if (cost.macs === undefined || cost.operations === undefined) unknown.push(id);
    channelMaps += mapsOf(report);
  }
  return {
    params,
    buffers,
    macs,
    operations,
    channelMaps,
    layers: analysis.reports.size,
    unknown,
  };
}

/** Feature maps that a layer makes: its output channels. Views make none, and the input is given. */
export function mapsOf({ facts, inputs }: OkReport): number {
  const [output] = facts.outputs;
  if (inputs.length === 0 || facts.viewing === 'always') return 0;
  return output?.layout === 'chw' ? (channelCount(output) ?? 0) : 0;
}
