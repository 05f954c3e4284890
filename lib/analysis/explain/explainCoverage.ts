import { constant, minus, named, over, times } from '@/lib/formula';
import { type Coverage, coverageOf } from '../coverage';
import type { OkReport } from '../report';
import { type Explanation, inWords } from './explanation';

/** Figures of a coverage that can explain themselves. */
export type CoverageFigure = 'mean' | 'never' | 'atMost';

const WORDS: Readonly<Record<Coverage['type'], string>> = {
  read: 'How many taps of the window read each position of the input. Away from the edges they are even where the kernel is a multiple of the stride; positions are skipped where the stride is larger, and left over where the last window does not fit.',
  painted:
    'How many taps land on each position of the output. Where the kernel is no multiple of the stride they draw a checkerboard (Odena, Dumoulin and Olah, Distill, 2016).',
};

/** How evenly a window covers its map, worked out from its rows and columns. SPEC A20. */
export function explainCoverage(report: OkReport, figure: CoverageFigure): Explanation {
  const coverage = coverageOf(report);
  if (!coverage) return inWords('No window slides over a map here.', 'A20');
  const { rows, columns } = coverage;
  const positions = times(named('rows', rows.length), named('columns', columns.length));
  const most = [Math.max(...rows), Math.max(...columns)] as const;
  const counted = {
    mean: over(
      times(named('taps on rows', total(rows)), named('taps on columns', total(columns))),
      positions,
    ),
    never: minus(
      constant(1),
      over(
        times(
          named('rows with a tap', rows.filter((taps) => taps > 0).length),
          named('columns with a tap', columns.filter((taps) => taps > 0).length),
        ),
        positions,
      ),
    ),
    atMost: over(
      times(
        named(`rows with ${most[0]}`, rows.filter((taps) => taps === most[0]).length),
        named(`columns with ${most[1]}`, columns.filter((taps) => taps === most[1]).length),
      ),
      positions,
    ),
  }[figure];
  return {
    steps: [{ of: figure, formula: counted }],
    words: [WORDS[coverage.type]],
    rules: ['A20'],
  };
}

function total(times: readonly number[]): number {
  return times.reduce((sum, each) => sum + each, 0);
}
