import { analyse } from '@/lib/analysis/analyse';
import { applyOperation } from '@/lib/document/apply';
import type { Operation } from '@/lib/document/operation';
import type { RuleContext } from '../context';

/** The operations, when every layer that works now still works after them; for fixes that change the size of a map. */
export function verified(
  { graph, analysis, layers }: RuleContext,
  operations: readonly Operation[],
): readonly Operation[] | undefined {
  let mended = graph;
  for (const operation of operations) {
    const applied = applyOperation(mended, operation);
    if (applied.outcome !== 'applied') return undefined;
    mended = applied.graph;
  }
  const { reports } = analyse(mended, analysis);
  const works = layers.every(({ node }) => (reports.get(node.id)?.status ?? 'ok') === 'ok');
  return works ? operations : undefined;
}
