'use client';

import { Alert, Table, Text } from '@mantine/core';
import { IconAlertCircle, IconHourglass } from '@tabler/icons-react';
import { useMemo } from 'react';
import { type AxisField, type Field, jumpOf, leftOf, sizeOf } from '@/lib/analysis/receptiveField';
import type { NodeReport, OkReport } from '@/lib/analysis/report';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import { fieldText } from '@/lib/codegen/notation';
import { formatBytes, formatExact } from '@/lib/format';
import type { NodeId } from '@/lib/graph/graph';
import { describeType } from '@/lib/tensor/tensorType';
import { useEditor } from '../EditorContext';

/** What is known of a layer, figure by figure, or why nothing is. */
export function LayerFacts({ id }: { readonly id: NodeId }) {
  const { analysis, graph } = useEditor();
  const report = analysis.reports.get(id);
  if (report?.status === 'ok') return <Facts id={id} report={report} />;
  return <Trouble report={report} name={(by) => graph.nodes.get(by)?.name ?? by} />;
}

function Trouble({
  report,
  name,
}: {
  readonly report: NodeReport | undefined;
  readonly name: (id: NodeId) => string;
}) {
  if (report?.status === 'error') {
    return report.problems.map(({ message }) => (
      <Alert key={message} color="red" icon={<IconAlertCircle size={18} />} p="xs">
        {message}
      </Alert>
    ));
  }
  const culprits = report?.status === 'blocked' ? report.by.map(name).join(', ') : 'another layer';
  return (
    <Alert color="gray" icon={<IconHourglass size={18} />} p="xs">
      Nothing is known here until {culprits} works.
    </Alert>
  );
}

function Facts({ id, report }: { readonly id: NodeId; readonly report: OkReport }) {
  const { analysis, graph } = useEditor();
  const { facts, cost, inputs, field, classroomField, warnings } = report;
  const kept = useMemo(
    () => trainingMemory(analysis, graph.settings).savedBy.get(id) ?? 0,
    [analysis, graph.settings, id],
  );
  const rows: readonly (readonly [string, string])[] = [
    ['Input', inputs.map(describeType).join(' + ') || 'none'],
    ['Output', facts.outputs.map((type) => (type ? describeType(type) : 'unknown')).join(', ')],
    ['Parameters', formatExact(cost.params)],
    ...facts.weights
      .filter(({ trainable }) => trainable)
      .map(({ name, shape }) => [`· ${name}`, shape.join(' × ')] as const),
    ...(cost.buffers > 0 ? [['Buffers', formatExact(cost.buffers)] as const] : []),
    ['MACs a sample', cost.macs === undefined ? 'unknown' : formatExact(cost.macs)],
    [
      'All operations a sample',
      cost.operations === undefined ? 'unknown' : formatExact(cost.operations),
    ],
    [`Kept for backward, batch ${graph.settings.batch}`, formatBytes(kept)],
    ...fieldRows(field),
    ['Field, classroom', fieldText(classroomField).replace('x', ' × ')],
  ];
  return (
    <>
      <Table aria-label="Figures of this layer" withRowBorders={false} verticalSpacing={2} fz="xs">
        <Table.Tbody>
          {rows.map(([label, value]) => (
            <Table.Tr key={label}>
              <Table.Th scope="row" fw={500} c="dimmed">
                {label}
              </Table.Th>
              <Table.Td ta="right" style={{ fontVariantNumeric: 'tabular-nums' }}>
                {value}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {warnings.map(({ message }) => (
        <Text key={message} size="xs" c="var(--lb-warning)">
          {message}
        </Text>
      ))}
    </>
  );
}

function fieldRows(field: Field): readonly (readonly [string, string])[] {
  if (field.type === 'global') return [['Receptive field', 'the whole input']];
  if (field.type === 'unknown') return [['Receptive field', 'unknown']];
  const both = (figure: (axis: AxisField) => number) =>
    `${format(figure(field.height))} × ${format(figure(field.width))}`;
  return [
    [field.gated ? 'Field of the main path' : 'Receptive field', both(sizeOf)],
    ['· jump', both(jumpOf)],
    ['· left edge of unit 0', both(leftOf)],
    ...(field.gated ? [['· through a gate', 'the whole input'] as const] : []),
  ];
}

function format(value: number): string {
  return Number.isInteger(value) ? `${value}` : value.toFixed(2);
}
