import { useId } from 'react';
import { type Coverage, coverageFigures } from '@/lib/analysis/coverage';
import { formatShare } from '@/lib/format';
import classes from './CoverageMap.module.css';

/** Positions drawn at each end of an axis that is too long to be drawn whole. */
const ENDS = 10;
const CELL = 8;
const GAP = 6;
/** Counts that the legend shows at most. */
const LEGEND = 7;

/** A map drawn position by position, the darker the more taps; of a large map the corners, where nothing repeats. */
export function CoverageMap({
  coverage,
  verb,
}: {
  readonly coverage: Coverage;
  readonly verb: 'read' | 'painted';
}) {
  const hatch = useId();
  const rows = placesOf(coverage.rows);
  const columns = placesOf(coverage.columns);
  const { least, most, never } = coverageFigures(coverage);
  const cut = rows.length < coverage.rows.length || columns.length < coverage.columns.length;
  const [width, height] = [lengthOf(columns), lengthOf(rows)];
  const label = `How often each position of the ${coverage.rows.length}×${coverage.columns.length} map is ${verb}: ${least} to ${most} times, ${formatShare(never)} never.`;
  return (
    <figure className={classes.figure}>
      <svg
        role="img"
        aria-label={label}
        viewBox={`0 0 ${width} ${height}`}
        style={{ width, maxWidth: '100%' }}
        className={classes.map}
      >
        <defs>
          <pattern id={hatch} width={3} height={3} patternUnits="userSpaceOnUse">
            <path d="M0 3 3 0" className={classes.hatch} />
          </pattern>
        </defs>
        {rows.map((row) =>
          columns.map((column) => (
            <rect
              key={`${row.index} ${column.index}`}
              x={column.at}
              y={row.at}
              width={CELL - 1}
              height={CELL - 1}
              rx={1}
              {...shade(row.taps * column.taps, most, hatch)}
            >
              <title>{`row ${row.index}, column ${column.index}: ${row.taps * column.taps}`}</title>
            </rect>
          )),
        )}
      </svg>
      <figcaption className={classes.caption}>
        <span className={classes.legend}>
          {legendOf(coverage).map((count) => (
            <span key={count} className={classes.entry}>
              <svg width={10} height={10} aria-hidden="true">
                <rect width={10} height={10} rx={2} {...shade(count, most, hatch)} />
              </svg>
              {count === 0 ? 'never' : `${count}×`}
            </span>
          ))}
        </span>
        {cut && `The ${ENDS} rows and columns at each edge; between them the pattern goes on.`}
      </figcaption>
    </figure>
  );
}

/** A row or a column that is drawn. */
interface Place {
  readonly index: number;
  readonly taps: number;
  /** Where it begins in the picture. */
  readonly at: number;
}

function placesOf(times: readonly number[]): readonly Place[] {
  const whole = times.length <= 2 * ENDS + 2;
  const places = times.map((taps, index) => ({ taps, index }));
  const drawn = whole ? places : [...places.slice(0, ENDS), ...places.slice(-ENDS)];
  return drawn.map((place, order) => ({
    ...place,
    at: order * CELL + (!whole && order >= ENDS ? GAP : 0),
  }));
}

function lengthOf(places: readonly Place[]): number {
  return (places.at(-1)?.at ?? 0) + CELL;
}

/** The different counts, from few to many; some of them where they are too many to list. */
function legendOf({ rows, columns }: Coverage): readonly number[] {
  const across = [...new Set(columns)];
  const counts = [
    ...new Set([...new Set(rows)].flatMap((row) => across.map((each) => row * each))),
  ];
  const sorted = counts.toSorted((a, b) => a - b);
  if (sorted.length <= LEGEND) return sorted;
  const picked = Array.from(
    { length: LEGEND },
    (_, place) => sorted[Math.round((place * (sorted.length - 1)) / (LEGEND - 1))],
  );
  return picked.filter((count) => count !== undefined);
}

/** Positions that take no part are hatched, so that they are told from the palest shade without colour. */
function shade(count: number, most: number, hatch: string) {
  if (count === 0) return { className: classes.never, fill: `url(#${hatch})` };
  const share = Math.round(12 + (88 * count) / most);
  return { style: { fill: `color-mix(in oklab, var(--lb-heat) ${share}%, var(--lb-panel))` } };
}
