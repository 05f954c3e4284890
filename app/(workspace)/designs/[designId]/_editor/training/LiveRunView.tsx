'use client';

import { Alert, Group, List, Progress, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { formatCount, formatShare } from '@/lib/format';
import type { LiveRun } from './useTraining';

const Curves = dynamic(() => import('./Curves').then((module) => module.Curves), { ssr: false });

const STATUS_TEXT: Readonly<Record<LiveRun['status'], string>> = {
  preparing: 'Testing the backends and building the model …',
  running: 'Training',
  finished: 'Finished',
  stopped: 'Stopped',
  failed: 'Not trained',
};

/** A run of this tab as it goes: progress, checks, curves, outcome. */
export function LiveRunView({ run }: { readonly run: LiveRun }) {
  const { status, plan, started, points, step, finished, messages, unstored } = run;
  const last = points.at(-1);
  return (
    <Stack gap="xs" aria-live="polite">
      <Group justify="space-between">
        <Text size="sm" fw={600} role="status" aria-label="Training status">
          {STATUS_TEXT[status]}
        </Text>
        {started && (
          <Text size="xs" c="dimmed">
            step {step} of {started.steps}
            {plan ? ` · ${plan.backend}` : ''}
          </Text>
        )}
      </Group>
      {started && <Progress aria-label="Progress" value={(100 * step) / started.steps} size="sm" />}
      {messages.length > 0 && (
        <Alert color="red" p="xs" role="alert">
          {messages.map((message) => (
            <Text key={message} size="xs">
              {message}
            </Text>
          ))}
        </Alert>
      )}
      {plan?.changes.map((change) => (
        <Text key={change} size="xs" c="dimmed">
          {change}
        </Text>
      ))}
      {started && (
        <Text size="xs" c="dimmed">
          {formatCount(started.parameters)} parameters, {started.trainingImages} images to learn
          from, {started.validationImages} held against it.
        </Text>
      )}
      {finished && (
        <Text size="sm">
          Recognises <b>{formatShare(finished.accuracy)}</b> of the validation images after{' '}
          {finished.seconds.toFixed(0)} s.
        </Text>
      )}
      {!finished && last && (
        <Text size="xs" c="dimmed">
          Loss {last.loss.toFixed(3)}
          {last.accuracy === undefined || last.accuracy === null
            ? ''
            : `, accuracy ${formatShare(last.accuracy)}`}
        </Text>
      )}
      {points.length > 1 && <Curves points={points} />}
      {started && <Checks checks={started.checks} />}
      {unstored && (
        <Text size="xs" c="var(--lb-warning)" role="alert">
          The run could not be stored: {unstored}
        </Text>
      )}
    </Stack>
  );
}

function Checks({ checks }: { readonly checks: NonNullable<LiveRun['started']>['checks'] }) {
  return (
    <List size="xs" spacing={4} center={false} aria-label="Checks before the first step">
      {checks.map(({ id, status, message }) => (
        <List.Item
          key={id}
          icon={
            <ThemeIcon
              size={16}
              radius="xl"
              variant="light"
              color={status === 'passed' ? 'green' : 'orange'}
            >
              {status === 'passed' ? <IconCheck size={11} /> : <IconAlertTriangle size={11} />}
            </ThemeIcon>
          }
        >
          {message}
        </List.Item>
      ))}
    </List>
  );
}
