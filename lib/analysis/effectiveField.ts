import type { NodeId } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import { isEmpty, type Span, windowSpan } from '@/lib/tensor/window';
import { asGates } from './asGates';
import { type AxisField, type Field, GLOBAL, jumpOf, sizeOf, UNKNOWN } from './receptiveField';
import { type Analysis, type OkReport, okReport } from './report';

/** Variance of where the weight of a unit’s field lies, along one axis, in square pixels of the input. */
export interface AxisSpread {
  /** Of what arrives at the layer. */
  readonly arriving: number;
  /** What the layer’s own taps add. */
  readonly added: number;
}

/** The same along both axes. */
export interface Spread {
  readonly height: AxisSpread;
  readonly width: AxisSpread;
}

/** The variance behind a layer. */
function varianceOf({ arriving, added }: AxisSpread): number {
  return arriving + added;
}

/**
 * An estimate of the effective receptive field of every layer: how far the influence of the input
 * on a unit spreads, not how far it can reach at most. Luo, Li, Urtasun and Zemel (NIPS 2016) find it
 * close to a Gaussian in the middle of the theoretical field. The estimate is that of a network whose
 * weights are all alike: kernels are uniform distributions, and the variances of what is convolved
 * add. Branches that meet are taken in equal parts. SPEC A19.
 */
export function effectiveFields(analysis: Analysis): ReadonlyMap<NodeId, Spread> {
  const wiring = wiringOf(analysis.graph);
  const spreads = new Map<NodeId, Spread>();
  for (const id of analysis.order) {
    const report = okReport(analysis, id);
    if (report?.field.type !== 'local') continue;
    const sources = wiring.into(id).map(({ source }) => source);
    const arriving = asGates(
      sources.map((source) => (spreads.has(source) ? fieldOf(analysis, source) : GLOBAL)),
      report.inputs,
      report.facts.outputs[0],
    );
    const branches = sources.flatMap((source, slot) => {
      const spread = spreads.get(source);
      return spread && arriving[slot]?.type === 'local' ? [spread] : [];
    });
    spreads.set(id, {
      height: spreadAlong('height', branches, arriving, report),
      width: spreadAlong('width', branches, arriving, report),
    });
  }
  return spreads;
}

function fieldOf(analysis: Analysis, id: NodeId) {
  return okReport(analysis, id)?.field ?? UNKNOWN;
}

/**
 * Two standard deviations to both sides, in pixels of the input: 95 % of a Gaussian. Never more than the
 * field itself, which after one or two kernels is narrower than a Gaussian of its variance.
 */
export function effectiveSize(spread: AxisSpread, field: AxisField): number {
  return Math.min(sizeOf(field), 4 * Math.sqrt(varianceOf(spread)));
}

function spreadAlong(
  axis: 'height' | 'width',
  branches: readonly Spread[],
  arriving: readonly Field[],
  { facts: { reach } }: OkReport,
): AxisSpread {
  let [variance, jump] = [0, 0];
  for (const branch of branches) variance += varianceOf(branch[axis]) / branches.length;
  for (const field of arriving)
    if (field.type === 'local') jump = Math.max(jump, jumpOf(field[axis]));
  if (reach.type !== 'window' && reach.type !== 'span') return { arriving: variance, added: 0 };
  const span = reach.type === 'window' ? windowSpan(reach[axis]) : reach[axis];
  return { arriving: variance, added: jump ** 2 * tapVariance(span) };
}

/** Variance of one of `taps` places, `apart` from one another and all alike: apart² (taps² − 1) / 12; the mean where units differ. */
function tapVariance({ reads }: Span): number {
  const landed = reads.filter((each) => !isEmpty(each));
  let total = 0;
  for (const { low, high, apart = 1 } of landed) {
    const taps = Math.floor((high - low) / apart) + 1;
    total += (apart ** 2 * (taps ** 2 - 1)) / 12;
  }
  return total / Math.max(landed.length, 1);
}
