import { type Coverage, coverageFigures } from '@/lib/analysis/coverage';
import { formatExact, formatShare } from '@/lib/format';
import { CoverageMap } from './CoverageMap';
import type { Row } from './FieldSection';
import { FigureSection } from './FigureSection';
import classes from './Figures.module.css';

const WORDS = {
  read: { title: 'Coverage of the input map', verb: 'read' },
  painted: { title: 'Coverage of the output map', verb: 'painted' },
} as const;

/** How evenly a window covers its map: figures, and a picture where it is not the same everywhere. */
export function CoverageSection({
  coverage,
  row,
}: {
  readonly coverage: Coverage;
  readonly row: Row;
}) {
  const { least, most, mean, never, atMost } = coverageFigures(coverage);
  const { title, verb } = WORDS[coverage.type];
  const even = least === most;
  const range = even
    ? `${most}`
    : `${least} to ${most}, mean ${formatExact(Number(mean.toFixed(2)))}`;
  return (
    <FigureSection title={title}>
      {row(`Times ${verb}`, range, 'timesMean')}
      {!even &&
        row(
          `Positions ${verb} ${most === 1 ? 'once' : `${most} times`}`,
          formatShare(atMost),
          'timesMost',
        )}
      {row(`Positions never ${verb}`, formatShare(never), 'timesNever')}
      {!even && (
        <tr>
          <td colSpan={3} className={classes.explained}>
            <CoverageMap coverage={coverage} verb={verb} />
          </td>
        </tr>
      )}
    </FigureSection>
  );
}
