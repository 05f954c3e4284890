import { expect } from 'vitest';
import type { Operation } from '@/lib/document/operation';
import type { LayerGraph } from '@/lib/graph/graph';
import { expectOperation } from './expectOperation';

/** The design after operations each of which has to take effect just as it was asked for. */
export function performed(graph: LayerGraph, operations: readonly Operation[]): LayerGraph {
  let current = graph;
  for (const operation of operations) {
    const applied = expectOperation(current, operation);
    if (applied.outcome !== 'applied') throw new Error(`${operation.type}: ${applied.message}`);
    expect(applied.effective).toEqual(operation);
    current = applied.graph;
  }
  return current;
}
