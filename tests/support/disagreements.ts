import type { Analysis, NodeReport } from '@/lib/analysis/report';
import type { NodeId } from '@/lib/graph/graph';
import type { PlainLayer } from './plainTfjs';

type Weights = readonly { readonly shape: readonly (number | null)[] }[];

/** Layers of which the analysis says something else than TensorFlow.js, each with both sayings. */
export function disagreements(
  analysis: Analysis,
  built: ReadonlyMap<NodeId, PlainLayer>,
): readonly string[] {
  return [...built].flatMap(([id, layer]) => {
    if (layer.status !== 'built') return [];
    const { output, layers } = layer;
    const theirs = [
      output.shape.slice(1).join('×'),
      countOf(layers.flatMap(({ trainableWeights }) => trainableWeights)),
      countOf(layers.flatMap(({ nonTrainableWeights }) => nonTrainableWeights)),
    ].join(', ');
    const ours = said(analysis.reports.get(id));
    return ours === theirs ? [] : [`${id}: ${ours} here, ${theirs} in TensorFlow.js`];
  });
}

/** Shape with channels last, learned values, kept values. */
function said(report: NodeReport | undefined): string {
  if (report?.status === 'error') return report.problems.map(({ code }) => code).join();
  if (report?.status !== 'ok') return 'blocked';
  const [output] = report.facts.outputs;
  const [channels, ...space] = output?.shape ?? [];
  return [[...space, channels].join('×'), report.cost.params, report.cost.buffers].join(', ');
}

function countOf(weights: Weights): number {
  let count = 0;
  for (const { shape } of weights) count += shape.reduce<number>((a, b) => a * (b ?? 1), 1);
  return count;
}
