'use client';

import { Card, Group, Text, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { Ago } from '@/app/_components/Ago';
import type { Burst } from '@/lib/document/bursts';
import { describe, type KnownLayers } from '@/lib/document/describe';
import { linesOf } from './linesOf';
import type { LogEntry } from './logEntry';
import { MergeLine } from './MergeLine';
import { RevisionLine } from './RevisionLine';

/** Lines of a burst that are shown at first. */
const SHOWN = 4;

/** What one person did in one go. */
export function BurstCard({
  burst,
  known,
}: {
  readonly burst: Burst<LogEntry>;
  readonly known: KnownLayers;
}) {
  const [open, setOpen] = useState(false);
  const { entries } = burst;
  const [newest] = entries;
  if (!newest) return null;
  const { actor, at, revision } = newest;
  const name = actor?.name ?? 'Somebody';
  const lines = linesOf(entries);
  const shown = open ? lines : lines.slice(0, SHOWN);
  return (
    <Card
      withBorder
      padding="sm"
      role="listitem"
      aria-label={`${name}, up to revision ${revision}`}
    >
      <Group gap={6} mb={4}>
        <Text size="sm" fw={600} c={actor?.color ?? 'dimmed'}>
          {name}
        </Text>
        <Text size="xs" c="dimmed">
          <Ago time={at} />
        </Text>
      </Group>
      {shown.map(({ entries, merged }) =>
        merged ? (
          <MergeLine key={entries[0].revision} merged={merged} entries={entries} known={known} />
        ) : (
          <Text key={entries[0].revision} size="xs" style={{ overflowWrap: 'anywhere' }}>
            {describe(entries[0], known)}
          </Text>
        ),
      )}
      {lines.length > SHOWN && (
        <UnstyledButton fz="xs" c="dimmed" onClick={() => setOpen(!open)} aria-expanded={open}>
          {open ? 'Show fewer' : `and ${lines.length - SHOWN} more`}
        </UnstyledButton>
      )}
      <RevisionLine revision={revision} />
    </Card>
  );
}
