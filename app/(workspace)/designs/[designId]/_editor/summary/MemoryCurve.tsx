import { CompositeChart } from '@mantine/charts';
import { Text, VisuallyHidden } from '@mantine/core';
import { useMemo } from 'react';
import { DEVICES, GIB } from '@/lib/analysis/hardware';
import { type BatchMemory, memoryCurve } from '@/lib/analysis/memoryCurve';
import { formatBytes } from '@/lib/format';
import { useEditor } from '../EditorContext';
import { powersOfTwo } from './powersOfTwo';

const MOST = 1024;

/** Devices whose memory is drawn as a line: one for every size that people commonly have. */
const DRAWN = ['Jetson Nano', 'GeForce RTX 4060', 'GeForce RTX 3090', 'H100'];

const SERIES = {
  band: 'Training, range',
  likely: 'Training',
  inference: 'Inference',
} as const;

/** Memory over the batch, with the memory of some devices to hold it against; both axes double. */
export function MemoryCurve() {
  const { analysis, graph } = useEditor();
  const { settings } = graph;
  const points = useMemo(() => memoryCurve(analysis, settings, MOST), [analysis, settings]);
  const data = points.map(({ batch, training, inference }) => ({
    batch,
    [SERIES.band]: [training.low / GIB, training.high / GIB],
    [SERIES.likely]: training.likely / GIB,
    [SERIES.inference]: Math.max(inference, 1) / GIB,
  }));
  const [low, high] = span(points);
  const devices = DEVICES.filter(({ name }) => DRAWN.includes(name));
  const lines = devices.map(({ name, usable }) => ({
    y: usable / GIB,
    label: name,
    color: 'var(--lb-soft)',
    labelPosition: 'insideBottomLeft' as const,
  }));
  return (
    <figure style={{ margin: 0 }}>
      <Text size="xs" fw={600} component="figcaption" mb={4}>
        Memory over the batch, {settings.precision}, {settings.optimizer}
      </Text>
      <div aria-hidden>
        <CompositeChart
          h={310}
          accessibilityLayer={false}
          data={data}
          dataKey="batch"
          series={[
            { name: SERIES.band, type: 'area', color: 'iris.4' },
            { name: SERIES.likely, type: 'line', color: 'iris.6' },
            { name: SERIES.inference, type: 'line', color: 'teal.6' },
          ]}
          curveType="linear"
          withDots={false}
          withLegend
          legendProps={{ verticalAlign: 'bottom', height: 52 }}
          strokeWidth={1.8}
          tickLine="none"
          xAxisProps={{
            type: 'number',
            scale: 'log',
            domain: [1, MOST],
            ticks: powersOfTwo(1, MOST, 6),
          }}
          yAxisProps={{
            scale: 'log',
            domain: [low, high],
            ticks: powersOfTwo(low, high, 7),
            allowDataOverflow: true,
            width: 78,
          }}
          valueFormatter={(gib) => formatBytes(Number(gib) * GIB)}
          tooltipProps={{
            content: ({ label }) => (
              <PointNote point={points.find(({ batch }) => batch === Number(label))} />
            ),
          }}
          referenceLines={[
            ...lines,
            { x: settings.batch, color: 'var(--lb-ink)', label: `${settings.batch}` },
          ]}
          areaProps={{ isAnimationActive: false, strokeWidth: 0 }}
          lineProps={{ isAnimationActive: false }}
        />
      </div>
      <VisuallyHidden>
        <CurveTable points={points} />
      </VisuallyHidden>
    </figure>
  );
}

/** The powers of two between which everything lies that is drawn, in GiB. */
function span(points: readonly BatchMemory[]): readonly [low: number, high: number] {
  const least = Math.min(...points.map(({ inference }) => Math.max(inference, 1)));
  const most = Math.max(...points.map(({ training }) => training.high));
  return [2 ** Math.floor(Math.log2(least / GIB)), 2 ** Math.ceil(Math.log2(most / GIB))];
}

function PointNote({ point }: { readonly point: BatchMemory | undefined }) {
  if (!point) return null;
  const { batch, training, inference } = point;
  return (
    <div
      style={{
        padding: '6px 10px',
        border: '1px solid var(--lb-line)',
        borderRadius: 6,
        background: 'var(--lb-panel)',
        fontSize: 12,
      }}
    >
      <strong>Batch {batch}</strong>
      <div>
        Training: likely {formatBytes(training.likely)}, {formatBytes(training.low)} to{' '}
        {formatBytes(training.high)}
      </div>
      <div>Inference: {formatBytes(inference)}</div>
    </div>
  );
}

function CurveTable({ points }: { readonly points: readonly BatchMemory[] }) {
  return (
    <table aria-label="Memory over the batch">
      <thead>
        <tr>
          <th scope="col">Batch</th>
          <th scope="col">Training, at least</th>
          <th scope="col">Training, likely</th>
          <th scope="col">Training, at most</th>
          <th scope="col">Inference, tensors</th>
        </tr>
      </thead>
      <tbody>
        {points.map(({ batch, training, inference }) => (
          <tr key={batch}>
            <th scope="row">{batch}</th>
            <td>{formatBytes(training.low)}</td>
            <td>{formatBytes(training.likely)}</td>
            <td>{formatBytes(training.high)}</td>
            <td>{formatBytes(inference)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
