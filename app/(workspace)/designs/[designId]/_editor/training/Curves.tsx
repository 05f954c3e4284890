'use client';

import { LineChart } from '@mantine/charts';
import { Stack, Text } from '@mantine/core';
import { useMemo } from 'react';
import { type CurvePoint, thinOut } from './curvePoint';

const MOST_POINTS = 160;

/** Loss and accuracy over the epochs: of the batches as lines, of the validation images as dots. */
export function Curves({ points }: { readonly points: readonly CurvePoint[] }) {
  const data = useMemo(
    () =>
      thinOut(points, MOST_POINTS).map((point) => ({
        epoch: Number(point.epoch.toFixed(2)),
        Loss: point.loss,
        Accuracy: point.accuracy ?? null,
        'Validation loss': point.validationLoss ?? null,
        'Validation accuracy': point.validationAccuracy ?? null,
      })),
    [points],
  );
  return (
    <Stack gap={4}>
      {CHARTS.map(({ title, series, domain }) => (
        <figure key={title} aria-label={title} style={{ margin: 0 }}>
          <Text size="xs" fw={600} component="figcaption">
            {title}
          </Text>
          <LineChart
            h={168}
            data={data}
            dataKey="epoch"
            series={series.map(({ name, color }) => ({ name, color }))}
            curveType="linear"
            connectNulls
            withDots={false}
            withLegend
            legendProps={{ verticalAlign: 'bottom', height: 26 }}
            strokeWidth={1.8}
            tickLine="none"
            xAxisProps={{ type: 'number', domain: [0, 'dataMax'], tickCount: 5 }}
            yAxisProps={{ domain: [...domain], width: 44, tickCount: 4 }}
            valueFormatter={(value) => value.toFixed(3)}
            lineProps={{ isAnimationActive: false }}
          />
        </figure>
      ))}
    </Stack>
  );
}

const CHARTS = [
  {
    title: 'Loss (cross-entropy, nats) over epochs',
    domain: [0, 'auto'],
    series: [
      { name: 'Loss', color: 'iris.6' },
      { name: 'Validation loss', color: 'orange.6' },
    ],
  },
  {
    title: 'Accuracy over epochs',
    domain: [0, 1],
    series: [
      { name: 'Accuracy', color: 'iris.6' },
      { name: 'Validation accuracy', color: 'orange.6' },
    ],
  },
] as const;
