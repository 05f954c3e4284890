'use client';

import { Group, Popover, SegmentedControl, Text, UnstyledButton } from '@mantine/core';
import { useMemo, useState } from 'react';
import { totalsOf } from '@/lib/analysis/cost';
import { expectedUse } from '@/lib/analysis/expectedUse';
import { breakdown, type Share } from '@/lib/analysis/explain/breakdown';
import { DEVICES, fitOn, largestBatch } from '@/lib/analysis/hardware';
import { inferenceMemory } from '@/lib/analysis/inferenceMemory';
import type { Analysis } from '@/lib/analysis/report';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import { formatBytes, formatCount, formatExact } from '@/lib/format';
import { useEditor } from '../EditorContext';
import { BreakdownTable } from './BreakdownTable';
import { ConventionsTable } from './ConventionsTable';
import { DeviceList } from './DeviceList';
import classes from './SummaryBar.module.css';
import { TotalFigure } from './TotalFigure';
import { TrainingDetails } from './TrainingDetails';
import { WeightTotals } from './WeightTotals';

type Unit = 'MACs' | 'FLOPs' | 'operations';

const WORK: Readonly<
  Record<Unit, (analysis: Analysis) => { shares: readonly Share[]; words: string }>
> = {
  MACs: (analysis) => ({
    shares: breakdown(analysis, 'macs'),
    words: 'Multiply-accumulates of convolutions and dense layers for one sample, without bias.',
  }),
  FLOPs: (analysis) => ({
    shares: breakdown(analysis, 'flops'),
    words: 'Two for each multiply-accumulate, for one sample.',
  }),
  operations: (analysis) => ({
    shares: breakdown(analysis, 'operations'),
    words: 'Every arithmetic operation for one sample: norms, activations, pools and joins too.',
  }),
};

/** The whole design in a line: parameters, work, memory, and where it fits. */
export function SummaryBar() {
  const { analysis, graph } = useEditor();
  const { settings } = graph;
  const [unit, setUnit] = useState<Unit>('MACs');
  const totals = useMemo(() => totalsOf(analysis), [analysis]);
  const inference = useMemo(() => inferenceMemory(analysis, settings), [analysis, settings]);
  const training = useMemo(() => trainingMemory(analysis, settings), [analysis, settings]);
  const use = expectedUse(training);
  const largest = useMemo(() => {
    const most = new Map<number, number>();
    const atMost = (batch: number) => {
      const known =
        most.get(batch) ?? expectedUse(trainingMemory(analysis, { ...settings, batch })).high;
      most.set(batch, known);
      return known;
    };
    return (memory: number) => largestBatch((batch) => atMost(batch) <= memory);
  }, [analysis, settings]);
  const fitting = DEVICES.filter((device) => !device.shared && fitOn(device, use) === 'fits');
  const work = { MACs: totals.macs, FLOPs: 2 * totals.macs, operations: totals.operations }[unit];
  const least = totals.unknown.length > 0 ? '≥ ' : '';
  return (
    <section className={classes.bar} aria-label="Summary">
      <TotalFigure
        label="Layers"
        value={`${totals.layers}`}
        note="Layers on the canvas, inputs and outputs too."
      >
        {() => (
          <BreakdownTable
            title="Layers"
            shares={breakdown(analysis, 'layers')}
            words="Every layer on the canvas counts once."
          />
        )}
      </TotalFigure>
      <TotalFigure
        label="Parameters"
        value={least + formatCount(totals.params)}
        note={`${formatExact(totals.params)} learned values; ${formatExact(totals.buffers)} in buffers.`}
      >
        {() => (
          <>
            <BreakdownTable
              title="Parameters"
              shares={breakdown(analysis, 'params')}
              words="Values that training changes, over all layers."
            />
            <WeightTotals />
          </>
        )}
      </TotalFigure>
      <Group gap={6} wrap="nowrap">
        <TotalFigure
          label={unit}
          value={least + formatCount(work)}
          note={`${formatExact(work)} for one sample. MACs count convolutions and dense layers; FLOPs are twice that; operations count everything.`}
        >
          {() => (
            <>
              <BreakdownTable title={unit} {...WORK[unit](analysis)} />
              <ConventionsTable />
            </>
          )}
        </TotalFigure>
        <SegmentedControl
          size="xs"
          aria-label="Unit of work"
          value={unit}
          data={['MACs', 'FLOPs', 'operations']}
          onChange={(value) =>
            setUnit(value === 'FLOPs' || value === 'operations' ? value : 'MACs')
          }
        />
      </Group>
      <TotalFigure
        label="Inference peak"
        value={formatBytes(inference.peak)}
        note={`Most bytes of activations alive at one time, for one sample${inference.at ? `, at “${graph.nodes.get(inference.at)?.name}”` : ''}.`}
      />
      <TotalFigure
        label={`Training, batch ${settings.batch}`}
        value={formatBytes(training.peak)}
        note={`Tensors at the peak of a step (${settings.precision}, ${settings.optimizer}). On a GPU likely ${formatBytes(use.likely)}, from ${formatBytes(use.low)} to ${formatBytes(use.high)}.`}
        width={470}
      >
        {() => <TrainingDetails memory={training} />}
      </TotalFigure>
      <Popover width={460} position="top-end" withArrow shadow="md">
        <Popover.Target>
          <UnstyledButton className={classes.figure ?? ''} aria-label="Fits on which devices">
            <span className={classes.label}>Training fits on</span>
            <span className={classes.value}>
              {fitting[0] ? `${fitting[0].name} and up` : 'no GPU known'}
            </span>
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <DeviceList use={use} largest={largest} />
        </Popover.Dropdown>
      </Popover>
      {totals.unknown.length > 0 && (
        <Text size="xs" c="var(--lb-warning)">
          {totals.unknown.length} {totals.unknown.length === 1 ? 'layer is' : 'layers are'} not
          counted
        </Text>
      )}
    </section>
  );
}
