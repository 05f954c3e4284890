import { expect } from 'vitest';
import { analyse } from '@/lib/analysis/analyse';
import type { Analysis } from '@/lib/analysis/report';
import { applyOperation, readOperation } from '@/lib/document/apply';
import type { Operation } from '@/lib/document/operation';
import type { LayerGraph } from '@/lib/graph/graph';
import { findingKey } from '@/lib/rules/findingKey';
import { lint } from '@/lib/rules/lint';
import type { Finding, Level } from '@/lib/rules/rule';

/**
 * The design after a finding's fix, which keeps every law of fixes: its operations can be sent and
 * all of them apply; the finding is gone; every layer that worked works; there is no finding of the
 * levels `notNew` that was not there before; and whoever takes the same fix a second time finds
 * nothing left to do.
 */
export function mend(
  graph: LayerGraph,
  finding: Finding,
  notNew: readonly Level[] = ['error', 'warning'],
): LayerGraph {
  const operations = finding.fix?.operations ?? [];
  expect(operations.map(({ type }) => type)).not.toEqual([]);
  expect(operations.map((operation) => readOperation(sent(operation)))).toEqual(
    operations.map((value) => ({ ok: true, value })),
  );
  const mended = operations.reduce((before, operation) => {
    const applied = applyOperation(before, operation);
    if (applied.outcome !== 'applied')
      throw new Error(`${JSON.stringify(operation)} is ${applied.outcome}: ${applied.message}`);
    return applied.graph;
  }, graph);
  const before = analyse(graph);
  const after = analyse(mended);
  const key = findingKey(finding);
  expect(lint(after).map(findingKey)).not.toContain(key);
  expect(broken(before, after)).toEqual([]);
  expect(weighty(after, notNew).filter((each) => !weighty(before, notNew).includes(each))).toEqual(
    [],
  );
  expect(operations.map((operation) => applyOperation(mended, operation).outcome)).toEqual(
    operations.map(() => 'void'),
  );
  return mended;
}

function sent(operation: Operation): unknown {
  return JSON.parse(JSON.stringify(operation));
}

/** Layers that worked before, or are new, and do not work now. */
function broken(before: Analysis, after: Analysis): readonly string[] {
  return [...after.reports]
    .filter(([, { status }]) => status !== 'ok')
    .map(([id]) => id)
    .filter((id) => (before.reports.get(id)?.status ?? 'ok') === 'ok');
}

function weighty(analysis: Analysis, levels: readonly Level[]): readonly string[] {
  return lint(analysis)
    .filter(({ level }) => levels.includes(level))
    .map(findingKey);
}
