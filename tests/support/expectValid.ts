import { expect } from 'vitest';
import type { LayerGraph } from '@/lib/graph/graph';
import { readGraph, storeGraph } from '@/lib/graph/stored';
import { kindOf } from '@/lib/layers/catalogue';
import { faultsOf } from './faultsOf';

/** PROTOCOL P1, and that the document can be stored and read again. */
export function expectValid(graph: LayerGraph): void {
  expect(faultsOf(graph)).toEqual([]);
  for (const node of graph.nodes.values())
    expect(kindOf(node).params.parse(node.params)).toEqual(node.params);
  const read = readGraph(JSON.parse(JSON.stringify(storeGraph(graph))));
  expect(read).toEqual({ ok: true, value: graph });
}
