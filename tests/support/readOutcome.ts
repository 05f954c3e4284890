import { expect } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import { readGraph, storeGraph } from '@/lib/graph/stored';
import type { Imported, ReadError, ReadErrorCode } from '@/lib/interchange/imported';
import type { Result } from '@/lib/result';

const CODES: ReadonlySet<ReadErrorCode> = new Set([
  'NOT_RECOGNISED',
  'CUT_OFF',
  'DAMAGED',
  'TOO_LARGE',
  'EMPTY',
  'UNKNOWN_INPUT_SIZE',
  'CYCLE',
  'BAD_DESIGN',
]);

/**
 * In a word, what came of reading a file that may be broken. What comes out must be sound: a design that
 * can be stored and analysed, or a sentence.
 */
export function readOutcome(read: Result<Imported, ReadError>): string {
  if (!read.ok) {
    expect(CODES).toContain(read.error.code);
    expect(read.error.message).toMatch(/^[“A-Z].*\.$/s);
    return read.error.code;
  }
  const { graph, opaque } = read.value;
  expect(readGraph(JSON.parse(JSON.stringify(storeGraph(graph))))).toEqual({
    ok: true,
    value: graph,
  });
  expect(analyse(graph).reports.size).toBe(graph.nodes.size);
  expect(opaque.filter(({ node, reason }) => !graph.nodes.has(node) || reason === '')).toEqual([]);
  return opaque.length > 0 ? 'OPAQUE' : 'OK';
}

/** How often each outcome came up over so many seeds; a seed that breaks is named. */
export function outcomesOf(runs: number, run: (seed: number) => string) {
  const counts: Record<string, number> = {};
  for (let seed = 1; seed <= runs; seed++) {
    let outcome: string;
    try {
      outcome = run(seed);
    } catch (error) {
      throw new Error(`seed ${seed}`, { cause: error });
    }
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}
