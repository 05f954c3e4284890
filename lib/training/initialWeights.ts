import { weightSize } from '@/lib/analysis/cost';
import { type Analysis, okReport } from '@/lib/analysis/report';
import type { NodeId } from '@/lib/graph/graph';
import { wiringOf } from '@/lib/graph/wiring';
import { invariant } from '@/lib/invariant';
import type { WeightSpec } from '@/lib/layers/kind';
import type { Ports } from './ports';
import { type Random, randomOf } from './random';

/** The name that layers give to what they multiply with, in the catalogue and in TensorFlow.js. */
export const KERNEL = 'kernel';

/**
 * Values for the kernel of a layer before training; undefined where the layer has none. All else
 * starts at 0, and scales of norms at 1.
 *
 * Kernels are drawn as He et al. (2015) do for networks of ReLUs, normally distributed with variance
 * 2 / fan-in, which keeps the size of activations from layer to layer. The kernels that make the
 * scores are drawn as PyTorch's Linear does, evenly from ±1/√fan-in: smaller, so that the loss
 * starts near the logarithm of the number of classes instead of at some confident nonsense. Fan-in counts as
 * in PyTorch: all axes of the kernel but the first.
 */
export function initialKernel(
  analysis: Analysis,
  ports: Ports,
  id: NodeId,
  seed: number,
): Float32Array | undefined {
  const spec = kernelOf(analysis, id);
  if (!spec) return undefined;
  const random = randomOf(seed, ports.order.indexOf(id));
  const fanIn = weightSize(spec) / (spec.shape[0] ?? 1);
  const draw = scoreMakers(analysis, ports).has(id) ? evenly(fanIn, random) : he(fanIn, random);
  return Float32Array.from({ length: weightSize(spec) }, draw);
}

function he(fanIn: number, random: Random): () => number {
  const deviation = Math.sqrt(2 / fanIn);
  return () => deviation * random.normal();
}

function evenly(fanIn: number, random: Random): () => number {
  const bound = 1 / Math.sqrt(fanIn);
  return () => random.between(-bound, bound);
}

function kernelOf(analysis: Analysis, id: NodeId): WeightSpec | undefined {
  return okReport(analysis, id)?.facts.weights.find(({ name }) => name === KERNEL);
}

/** The last layers with a kernel before any head. */
function scoreMakers(analysis: Analysis, { head, sideHeads }: Ports): ReadonlySet<NodeId> {
  const wiring = wiringOf(analysis.graph);
  const makers = new Set<NodeId>();
  const seen = new Set<NodeId>();
  const open = [head, ...sideHeads];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    invariant(analysis.graph.nodes.has(id), `layer ${id}`);
    if (kernelOf(analysis, id)) makers.add(id);
    else open.push(...wiring.into(id).map(({ source }) => source));
  }
  return makers;
}
