import type { LayerGraph } from '@/lib/graph/graph';
import { applyOperation } from '../apply';
import type { Operation } from '../operation';

/**
 * Whether anything of a gesture is left in a design: whether any of the operations that undo it would
 * still take effect. PROTOCOL P15.
 */
export function stillStands(graph: LayerGraph, inverse: readonly Operation[]): boolean {
  return inverse.some((operation) => applyOperation(graph, operation).outcome === 'applied');
}
