'use client';

import { Button, CopyButton, Group, ScrollArea, Table, Text } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useMemo } from 'react';
import { okReport } from '@/lib/analysis/report';
import { trainingMemory } from '@/lib/analysis/trainingMemory';
import { notation, notationRow } from '@/lib/codegen/notation';
import { formatBytes, formatExact } from '@/lib/format';
import { useEditor } from '../EditorContext';

/** All layers in the order in which they run, in the notation of the lecture notes, with what they cost. */
export function LayerTable() {
  const { analysis, graph, selection, select } = useEditor();
  const { settings } = graph;
  const kept = useMemo(() => trainingMemory(analysis, settings).savedBy, [analysis, settings]);
  const text = useMemo(
    () => notation(analysis, settings.field).join('\n'),
    [analysis, settings.field],
  );
  return (
    <ScrollArea h="100%" p="md" bg="var(--lb-panel)">
      <Group justify="space-between" mb="sm" wrap="nowrap" align="flex-start">
        <Text size="sm" c="dimmed">
          Height × width × channels; kernels as (height × width × depth) × filters; receptive field
          in the {settings.field} convention; costs for one sample, memory for a batch of{' '}
          {settings.batch}.
        </Text>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant="light"
              flex="none"
              leftSection={<IconCopy size={14} />}
              onClick={copy}
            >
              {copied ? 'Copied' : 'Copy as notes'}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Table
        stickyHeader
        highlightOnHover
        fz="xs"
        horizontalSpacing="xs"
        verticalSpacing={4}
        aria-label="Layers"
        style={{ whiteSpace: 'nowrap' }}
      >
        <Table.Thead>
          <Table.Tr>
            {[
              'Layer',
              'Input',
              'Operation',
              'Output',
              'RF',
              'Parameters',
              'MACs',
              'Kept for backward',
            ].map((title, column) => (
              <Table.Th
                key={title}
                ta={column > 4 ? 'right' : 'left'}
                style={{ whiteSpace: 'normal' }}
              >
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {analysis.order.map((id) => {
            const layer = graph.nodes.get(id);
            if (!layer) return null;
            const report = okReport(analysis, id);
            const row = report && notationRow(layer, report, settings.field);
            return (
              <Table.Tr
                key={id}
                aria-selected={selection.nodes.has(id)}
                bg={selection.nodes.has(id) ? 'var(--mantine-primary-color-light)' : 'transparent'}
              >
                <Table.Td>
                  <Button
                    variant="transparent"
                    size="compact-xs"
                    p={0}
                    onClick={() => select([id])}
                  >
                    {layer.name}
                  </Button>
                </Table.Td>
                <Table.Td ff="monospace">{row?.input ?? '?'}</Table.Td>
                <Table.Td ff="monospace">{row?.layer ?? 'not known'}</Table.Td>
                <Table.Td ff="monospace">{row?.output ?? '?'}</Table.Td>
                <Table.Td ff="monospace">{row?.field ?? '?'}</Table.Td>
                <Table.Td ta="right">{report ? formatExact(report.cost.params) : '?'}</Table.Td>
                <Table.Td ta="right">
                  {report?.cost.macs === undefined ? '?' : formatExact(report.cost.macs)}
                </Table.Td>
                <Table.Td ta="right">{report ? formatBytes(kept.get(id) ?? 0) : '?'}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </ScrollArea>
  );
}
