import { weightSize } from '@/lib/analysis/cost';
import type { Analysis } from '@/lib/analysis/report';
import type { NodeId } from '@/lib/graph/graph';
import type { Ports } from './ports';
import { type Random, randomOf } from './random';
import { kernelOf, scoreMakers } from './scoreMakers';

/**
 * Values for the kernel of a layer before training; undefined where the layer has none. All else
 * starts at 0, and scales of norms at 1.
 *
 * Kernels are drawn as He et al. (2015) do for networks of ReLUs, normally distributed with
 * variance 2 / fan-in, which keeps the size of activations from layer to layer. The kernels that
 * make the scores are drawn as PyTorch's Linear does, evenly from ±1/√fan-in: smaller, so that the
 * loss starts near the logarithm of the number of classes instead of at some confident nonsense.
 * Fan-in counts as in PyTorch: all axes of the kernel but the first.
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
  const draw = scoreMakers(analysis, [ports.head, ...ports.sideHeads]).has(id)
    ? evenly(fanIn, random)
    : he(fanIn, random);
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
