'use client';

import { Table, Text } from '@mantine/core';
import type { RunFieldsFragment } from '@/app/_graphql/documents.generated';
import type { ComparedFigure, FigureUnit } from '@/lib/analysis/compare';
import { formatBytes, formatCount, formatDelta, formatExact, formatShare } from '@/lib/format';
import type { Settings } from '@/lib/graph/graph';
import classes from './TotalsTable.module.css';

const FORMATS: Readonly<Record<FigureUnit, (value: number) => string>> = {
  count: formatCount,
  bytes: formatBytes,
  pixels: (value) => `${formatExact(value)} px`,
};

type Runs = readonly RunFieldsFragment[];

const NO_RUNS: readonly [Runs, Runs] = [[], []];

/** What two designs add up to, and the difference, under the same settings. */
export function TotalsTable({
  figures,
  names,
  settings,
  whose,
  runs = NO_RUNS,
}: {
  readonly figures: readonly ComparedFigure[];
  readonly names: readonly [string, string];
  readonly settings: Settings;
  /** Whose settings they are, as in “the left design”. */
  readonly whose: string;
  readonly runs?: readonly [Runs, Runs];
}) {
  const accuracies = runs.map(bestAccuracy);
  return (
    <section aria-label="Totals">
      <Table fz="sm" verticalSpacing={5} horizontalSpacing={6} captionSide="bottom">
        <Table.Caption>
          Both under the settings of {whose}: batch {settings.batch}, {settings.precision},{' '}
          {settings.optimizer}. MACs of convolutions and dense layers, for one sample.
        </Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Total</Table.Th>
            {names.map((name, side) => (
              <Table.Th key={side === 0 ? 'left' : 'right'} ta="right">
                {name}
              </Table.Th>
            ))}
            <Table.Th ta="right">Difference</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {figures.map((figure) => (
            <FigureRow key={figure.name} figure={figure} />
          ))}
          {accuracies.some((accuracy) => accuracy !== undefined) && (
            <Table.Tr>
              <Table.Th scope="row">Best accuracy of a quick training</Table.Th>
              {accuracies.map((accuracy, side) => (
                <Table.Td key={side === 0 ? 'left' : 'right'} ta="right">
                  {accuracy === undefined ? 'not trained' : formatShare(accuracy)}
                </Table.Td>
              ))}
              <Table.Td />
            </Table.Tr>
          )}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function bestAccuracy(runs: readonly RunFieldsFragment[]): number | undefined {
  const known = runs.flatMap(({ accuracy }) => accuracy ?? []);
  return known.length > 0 ? Math.max(...known) : undefined;
}

function FigureRow({ figure }: { readonly figure: ComparedFigure }) {
  const { name, unit, before, after } = figure;
  const format = FORMATS[unit];
  const delta = before === undefined || after === undefined ? undefined : after - before;
  const share = delta !== undefined && before ? delta / before : undefined;
  return (
    <Table.Tr>
      <Table.Th scope="row">{name}</Table.Th>
      {[before, after].map((value, side) => (
        <Table.Td
          key={side === 0 ? 'left' : 'right'}
          ta="right"
          title={value === undefined ? '' : formatExact(value)}
        >
          {value === undefined ? 'none' : format(value)}
        </Table.Td>
      ))}
      <Table.Td ta="right" className={tone(unit, delta)} style={{ whiteSpace: 'nowrap' }}>
        {delta === undefined ? '' : formatDelta(delta, format)}
        {share === undefined || delta === 0 ? null : (
          <Text span size="xs" c="dimmed">
            {' '}
            {formatDelta(share, formatShare)}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

/** Less work and memory is coloured as better; a field is neither. */
function tone(unit: FigureUnit, delta: number | undefined): string {
  if (delta === undefined || delta === 0 || unit === 'pixels') return '';
  return (delta < 0 ? classes.better : classes.worse) ?? '';
}
