import { type Analysis, okReport } from '@/lib/analysis/report';
import type { NodeId } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import type { WeightSpec } from '@/lib/layers/kind';

/** The name that layers give to what they multiply with, in the catalogue and in TensorFlow.js. */
export const KERNEL = 'kernel';

/** What a layer learns to multiply with; undefined where it does not. */
export function kernelOf(analysis: Analysis, id: NodeId): WeightSpec | undefined {
  return okReport(analysis, id)?.facts.weights.find(
    ({ name, trainable }) => name === KERNEL && trainable,
  );
}

/** The last layers with a kernel on the ways to some heads: those that make the scores. */
export function scoreMakers(analysis: Analysis, heads: readonly NodeId[]): ReadonlySet<NodeId> {
  const wiring = wiringOf(analysis.graph);
  const makers = new Set<NodeId>();
  const seen = new Set<NodeId>();
  const open = [...heads];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    if (kernelOf(analysis, id)) makers.add(id);
    else open.push(...wiring.into(id).map(({ source }) => source));
  }
  return makers;
}
