'use client';

import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import Link from 'next/link';
import { useRef } from 'react';
import { findingKey } from '@/lib/rules/findingKey';
import { type Finding, LEVELS, type Level } from '@/lib/rules/rule';
import { useEditor } from '../EditorContext';
import { FindingCard } from './FindingCard';
import { LEVEL_TEXT } from './levels';
import { WaivedList } from './WaivedList';

/** What the design rules say, worst first, each to be mended, waived or looked up; and what was waived. */
export function FindingsPanel() {
  const { findings, projectId } = useEditor();
  const top = useRef<HTMLDivElement>(null);
  const { open } = findings;
  return (
    <Stack gap="md" p="sm">
      <Group ref={top} tabIndex={-1} justify="space-between" wrap="nowrap" aria-live="polite">
        <Text size="xs" c="dimmed">
          {summaryOf(open.length, findings.waived.length)}
        </Text>
        <Anchor
          component={Link}
          href={`/projects/${projectId}/rules`}
          size="xs"
          c="dimmed"
          td="underline"
        >
          Rules
        </Anchor>
      </Group>
      {open.length === 0 && <NothingToSay waived={findings.waived.length} />}
      {LEVELS.map((level) => (
        <LevelSection
          key={level}
          level={level}
          findings={open.filter((finding) => finding.level === level)}
          onGone={() => top.current?.focus()}
        />
      ))}
      <WaivedList onGone={() => top.current?.focus()} />
    </Stack>
  );
}

function summaryOf(open: number, waived: number): string {
  const findings = `${open} ${open === 1 ? 'finding' : 'findings'}`;
  return waived === 0 ? findings : `${findings}, ${waived} waived`;
}

function NothingToSay({ waived }: { readonly waived: number }) {
  return (
    <Stack align="center" p="xl" gap="xs">
      <IconCircleCheck size={32} color="var(--lb-added)" aria-hidden />
      <Text size="sm" c="dimmed" ta="center">
        {waived === 0
          ? 'The design rules have nothing to say.'
          : 'The design rules have nothing to say but what was waived.'}
      </Text>
    </Stack>
  );
}

function LevelSection({
  level,
  findings,
  onGone,
}: {
  readonly level: Level;
  readonly findings: readonly Finding[];
  readonly onGone: () => void;
}) {
  if (findings.length === 0) return null;
  const { many, color } = LEVEL_TEXT[level];
  return (
    <section aria-label={many}>
      <Title order={3} size="xs" c={color} mb={6}>
        {many} ({findings.length})
      </Title>
      <Stack gap="xs" role="list" aria-label={`Findings: ${many.toLowerCase()}`}>
        {findings.map((finding) => (
          <FindingCard key={findingKey(finding)} finding={finding} onGone={onGone} />
        ))}
      </Stack>
    </section>
  );
}
