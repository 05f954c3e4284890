import type { Facts, WeightSpec } from '@/lib/layers/kind';
import { weightSize } from './cost';
import type { Analysis } from './report';

/** Who changes a stored array: training, the running average of statistics, or a counter. SPEC L7. */
export type WeightRole = 'learned' | 'running' | 'counter';

/** One stored array of a layer, with what it holds. */
export interface ListedWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: number;
  readonly role: WeightRole;
}

/** Every stored array of a layer, the learned ones first. */
export function weightList({ weights }: Facts): readonly ListedWeight[] {
  const listed = weights.map((weight) => ({
    name: weight.name,
    shape: weight.shape,
    values: weightSize(weight),
    role: roleOf(weight),
  }));
  return listed.toSorted((a, b) => Number(a.role !== 'learned') - Number(b.role !== 'learned'));
}

function roleOf({ trainable, dtype }: WeightSpec): WeightRole {
  if (trainable) return 'learned';
  return dtype === 'int64' ? 'counter' : 'running';
}

/** Stored values of a design by who changes them. */
export type WeightTotals = Readonly<Record<WeightRole, number>>;

/** Values that training changes, and values that it does not, over all layers that work. SPEC A6. */
export function weightTotals(analysis: Analysis): WeightTotals {
  const totals = { learned: 0, running: 0, counter: 0 };
  for (const report of analysis.reports.values()) {
    if (report.status !== 'ok') continue;
    for (const { values, role } of weightList(report.facts)) totals[role] += values;
  }
  return totals;
}
