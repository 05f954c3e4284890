import { applyOperation, readOperation } from '@/lib/document/apply';
import type { Operation, RefusalCode } from '@/lib/document/operation';
import { sameJson } from '@/lib/equal';
import type { LayerGraph } from '@/lib/graph/graph';
import { storable } from './storable';

/** What becomes of an operation that somebody sent, on the document as it really stands. */
export type Verdict =
  | {
      readonly outcome: 'commit' | 'rebased';
      readonly graph: LayerGraph;
      readonly effective: Operation;
      readonly inverse: readonly Operation[];
    }
  | { readonly outcome: 'discard'; readonly message: string }
  | { readonly outcome: 'reject'; readonly code: RefusalCode; readonly message: string };

/** Reads and applies one operation. PROTOCOL P3, P5 to P7. */
export function judge(graph: LayerGraph, sent: unknown): Verdict {
  if (!storable(sent)) {
    const message = 'The operation holds a character that cannot be stored.';
    return { outcome: 'reject', code: 'MALFORMED', message };
  }
  const operation = readOperation(sent);
  if (!operation.ok) return { outcome: 'reject', code: 'MALFORMED', message: operation.error };
  const applied = applyOperation(graph, operation.value);
  if (applied.outcome === 'void') return { outcome: 'discard', message: applied.message };
  if (applied.outcome === 'refused') {
    return { outcome: 'reject', code: applied.code, message: applied.message };
  }
  const { effective, inverse } = applied;
  const outcome = sameJson(effective, operation.value) ? 'commit' : 'rebased';
  return { outcome, graph: applied.graph, effective, inverse };
}
