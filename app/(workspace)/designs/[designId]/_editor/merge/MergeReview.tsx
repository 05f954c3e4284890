'use client';

import { Alert, List, Stack, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useMemo } from 'react';
import { TotalsTable } from '@/app/(workspace)/_totals/TotalsTable';
import { compareAnalyses } from '@/lib/analysis/compare';
import type { MergePick } from '@/lib/document/merge/conflict';
import type { Merge } from '@/lib/document/mergeDesigns';
import { tellOperations } from '@/lib/document/tellOperations';
import type { LayerGraph } from '@/lib/graph/graph';
import { newTrouble } from '@/lib/rules/newTrouble';
import { useEditor } from '../EditorContext';
import { useAnalysis } from '../useAnalysis';
import { ChangeList } from './ChangeList';
import { ConflictList } from './ConflictList';

/** What a merge would do: conflicts to decide, changes, what they do to the figures, and what they would break. */
export function MergeReview({
  merge,
  ours,
  names,
  picks,
  onPick,
}: {
  readonly merge: Merge;
  readonly ours: LayerGraph;
  readonly names: Readonly<Record<MergePick, string>>;
  readonly picks: ReadonlyMap<string, MergePick>;
  readonly onPick: (ids: readonly string[], side: MergePick) => void;
}) {
  const { merged, operations, conflicts, leftOut } = merge;
  const { ruleSettings } = useEditor();
  const before = useAnalysis(ours);
  const after = useAnalysis(merged);
  const told = useMemo(() => tellOperations(ours, operations), [ours, operations]);
  const figures = useMemo(
    () => compareAnalyses(before, after, ours.settings).figures,
    [before, after, ours.settings],
  );
  const trouble = useMemo(
    () => newTrouble(before, after, ruleSettings),
    [before, after, ruleSettings],
  );
  const asked = new Set(conflicts.map(({ id }) => id));
  const lost = leftOut.filter(({ id }) => !asked.has(id));
  return (
    <Stack gap="lg">
      {conflicts.length > 0 && (
        <ConflictList conflicts={conflicts} names={names} picks={picks} onPick={onPick} />
      )}
      {lost.length > 0 && (
        <Section title={`Left out (${lost.length})`}>
          <List size="sm">
            {lost.map(({ id, sentence }) => (
              <List.Item key={id}>{sentence}</List.Item>
            ))}
          </List>
        </Section>
      )}
      <Section title={`What will change in “${names.ours}” (${told.length})`}>
        <ChangeList told={told} />
      </Section>
      {told.length > 0 && (
        <>
          {trouble.length > 0 ? (
            <Alert
              color="red"
              icon={<IconAlertTriangle aria-hidden />}
              title={`The merge brings ${trouble.length} new ${trouble.length === 1 ? 'problem' : 'problems'}`}
            >
              <List size="sm">
                {trouble.map(({ key, layer, message }) => (
                  <List.Item key={key}>
                    {layer === undefined ? message : `${layer}: ${message}`}
                  </List.Item>
                ))}
              </List>
            </Alert>
          ) : (
            <Text size="sm">
              <IconCircleCheck
                size={16}
                color="var(--lb-added)"
                style={{ verticalAlign: 'text-bottom' }}
                aria-hidden
              />{' '}
              The merge brings no new problem.
            </Text>
          )}
          <TotalsTable
            figures={figures}
            names={['Now', 'Merged']}
            settings={ours.settings}
            whose={`“${names.ours}”`}
          />
        </>
      )}
    </Stack>
  );
}

function Section({
  title,
  children,
}: {
  readonly title: string;
  readonly children: React.ReactNode;
}) {
  return (
    <section aria-label={title}>
      <Title order={3} size="h6" mb="xs">
        {title}
      </Title>
      {children}
    </section>
  );
}
