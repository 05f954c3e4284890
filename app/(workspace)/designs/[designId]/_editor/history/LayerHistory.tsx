'use client';

import { useQuery } from '@apollo/client/react';
import { Table, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { Ago } from '@/app/_components/Ago';
import { LayerHistoryDocument } from '@/app/_graphql/documents.generated';
import { previousParams } from '@/lib/document/describe';
import type { LayerNode } from '@/lib/graph/graph';
import { kindOf } from '@/lib/layers/catalogue';
import { paramMeta } from '@/lib/layers/params';
import { valueText } from '@/lib/layers/valueText';
import { useDesignState, useEditor } from '../EditorContext';
import { type LogEntry, logEntry } from './logEntry';

/** Who set each value of a layer, when, and what it was before. */
export function LayerHistory({ layer }: { readonly layer: LayerNode }) {
  const { designId, store, past } = useEditor();
  const head = useDesignState(store, ({ session }) => session.revision);
  const { data, refetch } = useQuery(LayerHistoryDocument, {
    variables: { designId, layer: layer.id },
    fetchPolicy: 'network-only',
  });
  const asked = useRef(head);
  useEffect(() => {
    if (asked.current === head) return;
    asked.current = head;
    void refetch().catch(() => undefined);
  }, [head, refetch]);
  const log = (data?.layerHistory ?? [])
    .flatMap((each) => logEntry(each) ?? [])
    .filter(({ revision }) => past === undefined || revision <= past.revision);
  const { shape } = kindOf(layer).params;
  const rows = [
    { label: 'Name', value: layer.name, set: lastRename(log) },
    ...Object.entries(layer.params).map(([param, value]) => ({
      label: (shape[param] && paramMeta(shape[param])?.label) ?? param,
      value: valueText(value),
      set: lastSetting(log, param),
    })),
  ];
  return (
    <Table aria-label={`Values of ${layer.name}`} fz="xs" verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{layer.name}</Table.Th>
          <Table.Th>Value</Table.Th>
          <Table.Th>Set by</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ label, value, set }) => (
          <Table.Tr key={label}>
            <Table.Td>{label}</Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{value}</Table.Td>
            <Table.Td>
              {set ? (
                <SetBy {...set} />
              ) : (
                <Text fz="xs" c="dimmed">
                  since the design began
                </Text>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface Setting {
  readonly entry: LogEntry;
  /** What the value was before; undefined when it came with the layer. */
  readonly before: string | undefined;
}

function SetBy({ entry, before }: Setting) {
  return (
    <>
      {entry.actor?.name ?? 'Somebody'}, <Ago time={entry.at} />
      {before === undefined ? ', with the layer' : `, was ${before}`}
    </>
  );
}

/** What gave a parameter its present value, by a log that has the newest first. */
function lastSetting(log: readonly LogEntry[], param: string): Setting | undefined {
  for (const entry of log) {
    const { operation, inverse } = entry;
    if (operation.type === 'addNode') return { entry, before: undefined };
    if (operation.type === 'setParams' && Object.hasOwn(operation.params, param))
      return { entry, before: valueText(previousParams(operation.id, inverse).get(param)) };
  }
  return undefined;
}

function lastRename(log: readonly LogEntry[]): Setting | undefined {
  for (const entry of log) {
    if (entry.operation.type === 'addNode') return { entry, before: undefined };
    const [undo] = entry.inverse;
    if (entry.operation.type === 'renameNode' && undo?.type === 'renameNode')
      return { entry, before: undo.name };
  }
  return undefined;
}
