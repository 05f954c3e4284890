'use client';

import { Badge, Button, Group, Stack, Switch, Table, Text } from '@mantine/core';
import { useState } from 'react';
import type { ComparedLayer, Comparison } from '@/lib/analysis/compare';
import { type Analysis, okReport } from '@/lib/analysis/report';
import { notationRow } from '@/lib/codegen/notation';
import { formatDelta, formatExact } from '@/lib/format';
import type { LayerNode, NodeId } from '@/lib/graph/graph';
import { valueText } from '@/lib/layers/valueText';

const COLORS = { same: 'gray', changed: 'orange', added: 'green', removed: 'red' } as const;

/** The layers of both designs, matched, with what differs. */
export function LayersTable({
  comparison,
  analyses,
  onFocus,
}: {
  readonly comparison: Comparison;
  readonly analyses: { readonly before: Analysis; readonly after: Analysis };
  readonly onFocus: (focus: { readonly before?: NodeId; readonly after?: NodeId }) => void;
}) {
  const [all, setAll] = useState(false);
  const rows = comparison.layers.filter(({ status }) => all || status !== 'same');
  return (
    <section aria-label="Layers">
      <Group justify="space-between" mb="xs">
        <Text fw={600}>Layers</Text>
        <Switch
          size="sm"
          label="Show equal layers too"
          checked={all}
          onChange={(event) => setAll(event.currentTarget.checked)}
        />
      </Group>
      {rows.length === 0 ? (
        <Text c="dimmed">The two designs have the same layers.</Text>
      ) : (
        <Table fz="sm" verticalSpacing={4} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Layer</Table.Th>
              <Table.Th>Left</Table.Th>
              <Table.Th>Right</Table.Th>
              <Table.Th ta="right">Parameters</Table.Th>
              <Table.Th ta="right">MACs</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <LayerRow
                key={`${row.before?.id} ${row.after?.id}`}
                row={row}
                comparison={comparison}
                analyses={analyses}
                onFocus={onFocus}
              />
            ))}
          </Table.Tbody>
        </Table>
      )}
    </section>
  );
}

function LayerRow({
  row,
  comparison,
  analyses,
  onFocus,
}: {
  readonly row: ComparedLayer;
} & Parameters<typeof LayersTable>[0]) {
  const { before, after, status } = row;
  const name = (after ?? before)?.name ?? '';
  const changes = after ? (comparison.diff.changed.get(after.id) ?? []) : [];
  const cost = (layer: LayerNode | undefined, analysis: Analysis) =>
    layer && okReport(analysis, layer.id)?.cost;
  const [was, is] = [cost(before, analyses.before), cost(after, analyses.after)];
  const focus = {
    ...(before ? { before: before.id } : {}),
    ...(after ? { after: after.id } : {}),
  };
  return (
    <Table.Tr>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <Badge size="xs" variant="light" color={COLORS[status]}>
            {status}
          </Badge>
          <Button variant="transparent" size="compact-sm" p={0} onClick={() => onFocus(focus)}>
            {name}
          </Button>
        </Group>
        {changes.length > 0 && (
          <Stack gap={0} mt={2}>
            {changes.map(({ property, before: old, after: now }) => (
              <Text key={property} size="xs" c="dimmed">
                {property}: {valueText(old)} → {valueText(now)}
              </Text>
            ))}
          </Stack>
        )}
      </Table.Td>
      <Table.Td ff="monospace" fz="xs">
        {lineOf(before, analyses.before)}
      </Table.Td>
      <Table.Td ff="monospace" fz="xs">
        {lineOf(after, analyses.after)}
      </Table.Td>
      <Table.Td ta="right">{deltaText(was?.params, is?.params)}</Table.Td>
      <Table.Td ta="right">{deltaText(was?.macs, is?.macs)}</Table.Td>
    </Table.Tr>
  );
}

function lineOf(layer: LayerNode | undefined, analysis: Analysis): string {
  if (!layer) return '';
  const report = okReport(analysis, layer.id);
  if (!report) return 'not known';
  const row = notationRow(layer, report, analysis.graph.settings.field);
  return `${row.layer} → ${row.output} RF ${row.field}`;
}

function deltaText(was: number | undefined, is: number | undefined): string {
  const delta = (is ?? 0) - (was ?? 0);
  return delta === 0 ? '' : formatDelta(delta, formatExact);
}
