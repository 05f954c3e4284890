'use client';

import { Group, Text, UnstyledButton } from '@mantine/core';
import type { Finding } from '@/lib/rules/rule';
import { useEditor } from '../EditorContext';

/** The rule that speaks, and the layers that it speaks of, which a click brings into view. */
export function FindingTarget({ finding }: { readonly finding: Finding }) {
  const { graph, select } = useEditor();
  const { rule, node, nodes } = finding;
  const about = node === undefined ? nodes : [node];
  const [only, ...others] = about;
  const name = only !== undefined && others.length === 0 ? graph.nodes.get(only)?.name : undefined;
  return (
    <Group justify="space-between" gap={6} mb={2} wrap="nowrap">
      {about.length > 0 ? (
        <UnstyledButton
          fz="sm"
          fw={600}
          style={{ overflowWrap: 'anywhere' }}
          onClick={() => select(about, { reveal: true })}
          aria-label={name ? `Show ${name}` : `Show the ${about.length} layers of ${rule}`}
        >
          {name ?? `${about.length} layers`}
        </UnstyledButton>
      ) : (
        <Text size="sm" fw={600}>
          The design
        </Text>
      )}
      <Text size="xs" c="dimmed" ff="monospace" style={{ whiteSpace: 'nowrap' }}>
        {rule}
      </Text>
    </Group>
  );
}
