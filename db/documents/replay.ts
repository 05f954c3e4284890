import { applyOperation } from '@/lib/document/apply';
import type { Snapshot } from '@/lib/document/session';
import { invariant } from '@/lib/invariant';
import type { OperationRow } from '../schema/operations';

/** A document with a piece of its log applied, which must follow on without a gap. */
export function replay(
  start: Snapshot,
  log: readonly Pick<OperationRow, 'revision' | 'operation'>[],
): Snapshot {
  let { revision, graph } = start;
  for (const entry of log) {
    invariant(entry.revision === revision + 1, `revision ${revision + 1} of the log`);
    const applied = applyOperation(graph, entry.operation);
    invariant(applied.outcome !== 'refused', `operation ${entry.revision} of the log applies`);
    if (applied.outcome === 'applied') graph = applied.graph;
    revision = entry.revision;
  }
  return { revision, graph };
}
