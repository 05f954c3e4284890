'use client';

import { Anchor, Badge, Button, Card, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconCircleCheck, IconWand } from '@tabler/icons-react';
import { can } from '@/lib/access/permissions';
import type { Finding } from '@/lib/rules/rule';
import { useEditor } from '../EditorContext';

const COLORS = { error: 'red', warning: 'orange', advice: 'blue' } as const;

/** What the design rules say, worst first, with a mend where there is one. */
export function FindingsPanel() {
  const { findings } = useEditor();
  if (findings.length === 0) {
    return (
      <Stack align="center" p="xl" gap="xs">
        <IconCircleCheck size={32} color="var(--lb-added)" />
        <Text size="sm" c="dimmed">
          The design rules have nothing to say.
        </Text>
      </Stack>
    );
  }
  return (
    <Stack gap="xs" p="sm" role="list" aria-label="Findings">
      {findings.map((finding) => (
        <FindingCard key={`${finding.rule} ${finding.node} ${finding.message}`} finding={finding} />
      ))}
    </Stack>
  );
}

function FindingCard({ finding }: { readonly finding: Finding }) {
  const { graph, store, role, select } = useEditor();
  const { level, rule, message, node, source, fix, saving, threshold } = finding;
  const name = node === undefined ? undefined : graph.nodes.get(node)?.name;
  return (
    <Card withBorder padding="sm" role="listitem">
      <Group gap={6} mb={4}>
        <Badge size="sm" color={COLORS[level]} variant="light">
          {level}
        </Badge>
        <Text size="xs" c="dimmed" ff="monospace">
          {rule}
        </Text>
      </Group>
      {node !== undefined && name && (
        <UnstyledButton
          fz="sm"
          fw={600}
          onClick={() => select([node], { reveal: true })}
          aria-label={`Show ${name}`}
        >
          {name}
        </UnstyledButton>
      )}
      <Text size="sm">{message}</Text>
      <Text size="xs" c="dimmed" mt={4}>
        {source.says}{' '}
        {source.link ? (
          <Anchor href={source.link} target="_blank" rel="noreferrer" inherit>
            {source.reference}
          </Anchor>
        ) : (
          source.reference
        )}
        {threshold ? ` ${threshold.label}: ${threshold.value} ${threshold.unit}`.trimEnd() : ''}
      </Text>
      {saving && (
        <Text size="xs" mt={4}>
          {saving.note}
        </Text>
      )}
      {fix && can(role, 'design.edit') && (
        <Button
          mt="xs"
          size="compact-sm"
          variant="light"
          h="auto"
          py={4}
          styles={{ label: { whiteSpace: 'normal', textAlign: 'left' } }}
          leftSection={<IconWand size={14} />}
          onClick={() => store.perform(fix.operations)}
        >
          {fix.label}
        </Button>
      )}
    </Card>
  );
}
