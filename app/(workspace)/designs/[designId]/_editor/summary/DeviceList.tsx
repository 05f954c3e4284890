'use client';

import { Badge, ScrollArea, Table, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { ExpectedUse } from '@/lib/analysis/expectedUse';
import { DEVICES, fitOn } from '@/lib/analysis/hardware';
import { formatBytes } from '@/lib/format';

const COLORS = { fits: 'green', tight: 'orange', 'too large': 'red' } as const;

/** Which devices the training step fits on, and the largest batch that surely fits on each. */
export function DeviceList({
  use,
  largest,
}: {
  readonly use: ExpectedUse;
  /** Largest batch that surely fits into so many bytes. */
  readonly largest: (memory: number) => number;
}) {
  const batches = useMemo(() => {
    const memories = new Set(DEVICES.map(({ usable }) => usable));
    return new Map([...memories].map((usable) => [usable, largest(usable)]));
  }, [largest]);
  return (
    <>
      <Text size="xs" c="dimmed" mb="xs">
        A step takes {formatBytes(use.low)} to {formatBytes(use.high)} of a GPU, likely{' '}
        {formatBytes(use.likely)}. “Tight” means that only the low end fits.
      </Text>
      <ScrollArea h={320}>
        <Table fz="xs" verticalSpacing={3} aria-label="Devices" stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Device</Table.Th>
              <Table.Th ta="right">Memory</Table.Th>
              <Table.Th>Step</Table.Th>
              <Table.Th ta="right">Largest batch</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {DEVICES.map((device) => {
              const fit = fitOn(device, use);
              return (
                <Table.Tr key={device.name}>
                  <Table.Th scope="row" fw={500} title={device.source}>
                    {device.name}
                  </Table.Th>
                  <Table.Td ta="right">{formatBytes(device.memory)}</Table.Td>
                  <Table.Td>
                    <Badge size="xs" variant="light" color={COLORS[fit]}>
                      {fit}
                    </Badge>
                  </Table.Td>
                  <Table.Td ta="right">{batches.get(device.usable) || 'none'}</Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </ScrollArea>
    </>
  );
}
