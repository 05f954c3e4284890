import type { LayerGraph } from '@/lib/graph/graph';
import { applyOperation } from './apply';
import { describe, knownLayers, type Recorded } from './describe';
import type { Operation } from './operation';

/** What operations would do to a design, one sentence without its subject for each that takes effect. */
export function tellOperations(
  graph: LayerGraph,
  operations: readonly Operation[],
): readonly string[] {
  const records: Recorded[] = [];
  let current = graph;
  for (const operation of operations) {
    const applied = applyOperation(current, operation);
    if (applied.outcome !== 'applied') continue;
    current = applied.graph;
    records.push({ operation: applied.effective, inverse: applied.inverse });
  }
  const known = knownLayers(graph, records);
  return records.map((record) => describe(record, known));
}
