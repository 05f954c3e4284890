import { expect } from 'vitest';
import { applyOperation, readOperation } from '@/lib/document/apply';
import { type Applied, type Operation, REFUSAL_CODES } from '@/lib/document/operation';
import type { LayerGraph } from '@/lib/graph/graph';
import { expectValid } from './expectValid';

/**
 * Applies an operation and checks every law that holds for all of them: the document that was there
 * is untouched; the one that comes out is valid; the operation, its effective form and its inverse
 * survive JSON; the effective form does the same again; the inverse restores what was there up to
 * the order in which things were added. Returns what came of it, for what is particular.
 */
export function expectOperation(graph: LayerGraph, operation: Operation): Applied<Operation> {
  const before = structuredClone(graph);
  expectReadable(operation);
  const applied = applyOperation(graph, operation);
  expect(graph).toEqual(before);
  if (applied.outcome !== 'applied') {
    expect(applied.message).toMatch(/^[A-Z“].*\.$/su);
    if (applied.outcome === 'refused') expect(REFUSAL_CODES).toContain(applied.code);
    return applied;
  }
  expectValid(applied.graph);
  expectReadable(applied.effective);
  const again = applyOperation(graph, applied.effective);
  expect(again).toEqual(applied);
  expect(undone(applied)).toEqual(graph);
  return applied;
}

/** The document after the inverse of an operation, each part of which has to take effect. */
function undone({
  graph,
  inverse,
}: Extract<Applied<Operation>, { outcome: 'applied' }>): LayerGraph {
  let current = graph;
  for (const operation of inverse) {
    expectReadable(operation);
    const applied = applyOperation(current, operation);
    if (applied.outcome !== 'applied') throw new Error(`${operation.type}: ${applied.message}`);
    expect(unordered(applied.effective)).toEqual(unordered(operation));
    expectValid(applied.graph);
    current = applied.graph;
  }
  return current;
}

/** An operation whose ids are a set. */
function unordered(operation: Operation): unknown {
  return 'ids' in operation ? { ...operation, ids: operation.ids?.toSorted() } : operation;
}

function expectReadable(operation: Operation): void {
  expect(readOperation(JSON.parse(JSON.stringify(operation)))).toEqual({
    ok: true,
    value: operation,
  });
}
