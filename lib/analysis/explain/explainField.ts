import {
  constant,
  type Formula,
  largest,
  minus,
  named,
  over,
  smallest,
  sum,
  times,
} from '@/lib/formula';
import type { NodeId } from '@/lib/graph/graph';
import { reachOf } from '@/lib/layers/windowWorking';
import { isEmpty, type Window } from '@/lib/tensor/window';
import { type AxisField, jumpOf, type LocalField, leftOf, seenBy, sizeOf } from '../receptiveField';
import { type Analysis, type OkReport, okReport } from '../report';
import { bothAxes, type Explanation, inWords } from './explanation';
import { localBranches } from './localBranches';

/** How the three numbers of a receptive field come about. */
export interface FieldExplanation {
  readonly size: Explanation;
  readonly jump: Explanation;
  readonly left: Explanation;
}

/** Along one axis. */
interface AxisFormulas {
  readonly size: Formula;
  readonly jump: Formula;
  readonly left: Formula;
  readonly words: string;
}

type AxisName = 'height' | 'width';

/** Why a unit of a layer sees what it sees. SPEC A1 to A3. */
export function explainField(analysis: Analysis, id: NodeId): FieldExplanation {
  const report = okReport(analysis, id);
  if (report?.field.type !== 'local') return everywhere(withoutField(report));
  const { gated } = report.field;
  const branches = localBranches(analysis, id, report, ({ field }) => field);
  const height = axisFormulas('height', report, branches);
  const width = axisFormulas('width', report, branches);
  const words = [...new Set([height.words, width.words]), ...(gated ? [GATED] : [])];
  const explain = (figure: 'size' | 'jump' | 'left', ...rules: readonly string[]): Explanation => ({
    steps: bothAxes(height[figure], width[figure]),
    words: figure === 'size' ? words : [MEANING[figure]],
    rules,
  });
  const rule = branches.length > 1 ? 'A3' : 'A2';
  return {
    size: explain('size', 'A1', rule),
    jump: explain('jump', 'A1', rule),
    left: explain('left', 'A1', rule),
  };
}

const GATED = 'A gate also lets the whole input in; this is the field of the main path.';
const MEANING = {
  jump: 'Distance between what neighbouring units see, in pixels of the input.',
  left: 'First pixel that unit 0 sees, counted from 0; negative in the padding.',
} as const;

function everywhere(explanation: Explanation): FieldExplanation {
  return { size: explanation, jump: explanation, left: explanation };
}

function withoutField(report: OkReport | undefined): Explanation {
  if (report?.field.type !== 'global')
    return inWords(
      'An operator on the way is not known, and so is what lies behind it.',
      'L11',
      'A1',
    );
  if (report.facts.reach.type === 'global')
    return inWords('Every unit reads all that arrives: it sees the whole input.', 'A2');
  return inWords('What arrives has seen the whole input already.', 'A2');
}

function axisFormulas(
  name: AxisName,
  report: OkReport,
  branches: readonly LocalField[],
): AxisFormulas {
  const field = (report.field as LocalField)[name];
  const [first, ...others] = branches.map((branch) => branch[name]);
  if (!first) return pixel();
  if (others.length > 0) return joined(field, [first, ...others]);
  const { reach } = report.facts;
  if (reach.type === 'pointwise') return passedOn(first);
  if (reach.type === 'window' && first.units === 1) return windowed(first, reach[name]);
  return patterned(field);
}

function pixel(): AxisFormulas {
  return {
    size: constant(1),
    jump: constant(1),
    left: constant(0),
    words: 'A pixel of the input sees itself.',
  };
}

function passedOn(axis: AxisField): AxisFormulas {
  return {
    size: named('field of the input', sizeOf(axis)),
    jump: named('jump of the input', jumpOf(axis)),
    left: named('left edge of the input', leftOf(axis)),
    words: 'Each unit reads one position and sees what that position sees.',
  };
}

/** The forward recurrence of Araujo, Norris and Sim (Distill, 2019). */
function windowed(axis: AxisField, window: Window): AxisFormulas {
  const jump = named('jump of the input', jumpOf(axis));
  const taps = reachOf(window);
  return {
    size: sum(named('field of the input', sizeOf(axis)), times(minus(taps, constant(1)), jump)),
    jump: times(jump, named('stride', window.stride)),
    left: minus(
      named('left edge of the input', leftOf(axis)),
      times(named('padding in front', window.padLow), jump),
    ),
    words: 'Each further tap of the kernel adds one jump of the map that it reads.',
  };
}

/** Where units differ, the one that sees most, from its first pixel to its last. */
function patterned(axis: AxisField): AxisFormulas {
  const { unit, low, high } = widest(axis);
  const several = axis.units > 1;
  return {
    size: sum(minus(named('last pixel', high), named('first pixel', low)), constant(1)),
    jump: several
      ? over(
          named('pixels a pattern moves by', axis.step),
          named('units in the pattern', axis.units),
        )
      : named('pixels to the next unit’s field', axis.step),
    left: named('first pixel', leftOf(axis)),
    words: several
      ? `${axis.units} different units take turns; this is unit ${unit}, one of those that see most.`
      : `Unit ${unit} sees from its first to its last pixel.`,
  };
}

/** At a join, from the first pixel of any branch to the last of any. */
function joined(field: AxisField, branches: readonly AxisField[]): AxisFormulas {
  const { unit, low, high } = widest(field);
  const seen = branches
    .map((branch, place) => ({ place: place + 1, ...seenBy(branch, unit) }))
    .filter((interval) => !isEmpty(interval));
  const first = Math.min(...seen.map((interval) => interval.low));
  const last = Math.max(...seen.map((interval) => interval.high));
  if (first !== low || last !== high) {
    const words =
      'The branches step differently: the field is that of the larger jump, widened by the other’s.';
    return { ...patterned(field), words };
  }
  const edge = (end: 'low' | 'high') =>
    seen.map((interval) =>
      named(`${END[end]} pixel through input ${interval.place}`, interval[end]),
    );
  return {
    ...patterned(field),
    size: sum(minus(largest(...edge('high')), smallest(...edge('low'))), constant(1)),
    words: 'A unit sees all that any branch sees.',
  };
}

const END = { low: 'first', high: 'last' } as const;

function widest({ seen }: AxisField): { unit: number; low: number; high: number } {
  let widest = { unit: 0, low: 0, high: -1 };
  for (const [unit, { low, high }] of seen.entries())
    if (high - low > widest.high - widest.low) widest = { unit, low, high };
  return widest;
}
