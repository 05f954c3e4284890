'use client';

import { useQuery } from '@apollo/client/react';
import { Badge, Group, Text, UnstyledButton } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Ago } from '@/app/_components/Ago';
import { type RunFieldsFragment, TrainingCurvesDocument } from '@/app/_graphql/documents.generated';
import { formatShare } from '@/lib/format';
import classes from './RunList.module.css';

const Curves = dynamic(() => import('./Curves').then((module) => module.Curves), { ssr: false });

const COLORS = { RUNNING: 'blue', FINISHED: 'green', STOPPED: 'gray', FAILED: 'red' } as const;

/** Every run of this design, by whomever, newest first; one opens to show its curves. */
export function RunList({ runs }: { readonly runs: readonly RunFieldsFragment[] }) {
  const [open, setOpen] = useState<string>();
  if (runs.length === 0) return null;
  return (
    <ul className={classes.runs} aria-label="Runs">
      {runs.map((run) => (
        <li key={run.id} className={classes.run}>
          <UnstyledButton
            w="100%"
            aria-expanded={open === run.id}
            onClick={() => setOpen(open === run.id ? undefined : run.id)}
          >
            <Group justify="space-between" gap={6} wrap="nowrap">
              <Text size="xs" fw={600}>
                {run.dataset}
                {run.accuracy === null ? '' : ` · ${formatShare(run.accuracy)}`}
              </Text>
              <Badge size="xs" variant="light" color={COLORS[run.status]}>
                {run.status.toLowerCase()}
              </Badge>
            </Group>
            <Text size="xs" c="dimmed">
              revision {run.revision} · {run.backend} · {run.startedBy?.name ?? 'somebody'},{' '}
              <Ago time={run.startedAt} />
            </Text>
          </UnstyledButton>
          {run.message && (
            <Text size="xs" c="var(--lb-error)">
              {run.message}
            </Text>
          )}
          {open === run.id && <StoredCurves id={run.id} live={run.status === 'RUNNING'} />}
        </li>
      ))}
    </ul>
  );
}

function StoredCurves({ id, live }: { readonly id: string; readonly live: boolean }) {
  const { data } = useQuery(TrainingCurvesDocument, {
    variables: { id },
    fetchPolicy: 'cache-and-network',
    pollInterval: live ? 2000 : 0,
  });
  const metrics = data?.trainingRun.metrics ?? [];
  if (metrics.length < 2) return null;
  return <Curves points={metrics} />;
}
