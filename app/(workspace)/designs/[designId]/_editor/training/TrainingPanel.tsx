'use client';

import { Divider, Stack, Text } from '@mantine/core';
import type { RunFieldsFragment } from '@/app/_graphql/documents.generated';
import { can } from '@/lib/access/permissions';
import { okReport } from '@/lib/analysis/report';
import { channelCount } from '@/lib/tensor/tensorType';
import { useEditor } from '../EditorContext';
import { LiveRunView } from './LiveRunView';
import { RunList } from './RunList';
import { TrainingForm } from './TrainingForm';
import { useTraining } from './useTraining';

/** Trains the design for a minute in this browser, and shows what it and earlier runs did. */
export function TrainingPanel({ runs }: { readonly runs: readonly RunFieldsFragment[] }) {
  const { ownRole, analysis, past } = useEditor();
  const { run, start, stop } = useTraining();
  const busy = run?.status === 'preparing' || run?.status === 'running';
  const [source] = analysis.order;
  const input = source === undefined ? undefined : okReport(analysis, source)?.facts.outputs[0];
  return (
    <Stack gap="sm" p="sm">
      <Text size="xs" c="dimmed">
        Does it learn at all? A minute in this browser, on{' '}
        {past ? `revision ${past.revision}, which you look at` : 'the design as it stands now'}. The
        same data, seed and settings make variants comparable.
      </Text>
      {can(ownRole, 'run.write') && (
        <TrainingForm
          busy={busy}
          action={past ? `Train revision ${past.revision}` : 'Train'}
          defaultDataset={input && channelCount(input) === 3 ? 'textures' : 'digits'}
          onStart={start}
          onStop={stop}
        />
      )}
      {run && <LiveRunView run={run} />}
      {runs.length > 0 && <Divider label="Runs" labelPosition="left" />}
      <RunList runs={runs} />
    </Stack>
  );
}
