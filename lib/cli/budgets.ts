import { formatBytes, formatCount } from '@/lib/format';
import { err, ok, type Result } from '@/lib/result';
import type { AnalysisDocument } from './analysisDocument';
import type { Invocation } from './command';
import type { OptionName } from './options';
import { readBytes, readCount } from './quantity';

/** A figure that must not be larger than a limit. */
export interface Budget {
  readonly option: OptionName;
  /** Where the figure stands in the document. */
  readonly figure: string;
  readonly limit: number;
}

type Figures = Pick<AnalysisDocument, 'totals' | 'memory'>;

interface BudgetKind extends Omit<Budget, 'limit'> {
  readonly title: string;
  read(text: string): Result<number, string>;
  valueIn(figures: Figures): number;
  format(value: number): string;
}

const KINDS: readonly BudgetKind[] = [
  {
    option: 'max-params',
    figure: 'totals.params',
    title: 'parameters',
    read: readCount,
    valueIn: ({ totals }) => totals.params,
    format: formatCount,
  },
  {
    option: 'max-macs',
    figure: 'totals.macs',
    title: 'multiply-accumulates',
    read: readCount,
    valueIn: ({ totals }) => totals.macs,
    format: formatCount,
  },
  {
    option: 'max-memory',
    figure: 'memory.training.peakBytes',
    title: 'of tensors at the peak of a training step',
    read: readBytes,
    valueIn: ({ memory }) => memory.training.peakBytes,
    format: formatBytes,
  },
];

/** The budgets of a command line. The error names the option and what was expected. */
export function readBudgets(values: Invocation['values']): Result<readonly Budget[], string> {
  const budgets: Budget[] = [];
  for (const { option, figure, read } of KINDS) {
    const text = values[option];
    if (text === undefined) continue;
    const limit = read(text);
    if (!limit.ok) return err(`“--${option}” cannot be “${text}”; ${limit.error}.`);
    budgets.push({ option, figure, limit: limit.value });
  }
  return ok(budgets);
}

export type CheckedBudget = AnalysisDocument['budgets'][number];

export interface CheckedBudgets {
  readonly budgets: readonly CheckedBudget[];
  /** A sentence for each budget that is exceeded, or that cannot be vouched for. */
  readonly messages: readonly string[];
}

/** Holds a design's figures against the budgets. */
export function checkBudgets(budgets: readonly Budget[], figures: Figures): CheckedBudgets {
  const checked: CheckedBudget[] = [];
  const messages: string[] = [];
  for (const { option, figure, limit } of budgets) {
    const kind = KINDS.find((each) => each.option === option);
    if (!kind) continue;
    const value = kind.valueIn(figures);
    const exceeded = value > limit;
    checked.push({ figure, limit, value, exceeded });
    const amount = `${kind.format(value)} ${kind.title}`;
    const most = `at most ${kind.format(limit)} (--${option})`;
    if (exceeded) messages.push(`The design has ${amount}; ${most} were allowed.`);
    else if (figures.totals.unknown.length > 0)
      messages.push(`The design has at least ${amount}, of ${most}; some layers are not known.`);
  }
  return { budgets: checked, messages };
}
