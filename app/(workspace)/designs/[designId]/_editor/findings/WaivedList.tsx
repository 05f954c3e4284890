'use client';

import { useMutation } from '@apollo/client/react';
import { Button, Card, Stack, Text } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { Ago } from '@/app/_components/Ago';
import {
  type WaiverFieldsFragment,
  WithdrawWaiverDocument,
} from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';
import { can } from '@/lib/access/permissions';
import type { Finding } from '@/lib/rules/rule';
import { ruleById } from '@/lib/rules/rules';
import { useEditor } from '../EditorContext';
import { FindingTarget } from './FindingTarget';

/** What was waived, by whom and why, folded away. */
export function WaivedList({ onGone }: { readonly onGone: () => void }) {
  const { findings } = useEditor();
  const [open, setOpen] = useState(false);
  const list = useId();
  const { waived, idle } = findings;
  const count = waived.length + idle.length;
  if (count === 0) return null;
  return (
    <section aria-label="Waived">
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        ml={-8}
        leftSection={open ? <IconChevronDown size={13} /> : <IconChevronRight size={13} />}
        aria-expanded={open}
        aria-controls={list}
        onClick={() => setOpen(!open)}
      >
        Waived ({count})
      </Button>
      <div id={list}>
        {open && (
          <Stack gap="xs" mt={6} role="list" aria-label="Waived findings">
            {waived.map(({ finding, waiver }) => (
              <WaiverCard key={waiver.id} waiver={waiver} finding={finding} onGone={onGone} />
            ))}
            {idle.map((waiver) => (
              <WaiverCard key={waiver.id} waiver={waiver} finding={undefined} onGone={onGone} />
            ))}
          </Stack>
        )}
      </div>
    </section>
  );
}

function WaiverCard({
  waiver,
  finding,
  onGone,
}: {
  readonly waiver: WaiverFieldsFragment;
  /** What is waived; undefined when there is nothing to waive now. */
  readonly finding: Finding | undefined;
  readonly onGone: () => void;
}) {
  const { role, refreshActivity } = useEditor();
  const [withdraw, { loading, error }] = useMutation(WithdrawWaiverDocument);
  const submit = async () => {
    try {
      await withdraw({ variables: { id: waiver.id } });
      onGone();
    } finally {
      refreshActivity();
    }
  };
  const title = ruleById(waiver.rule)?.title ?? waiver.rule;
  return (
    <Card withBorder padding="sm" role="listitem" aria-label={title}>
      {finding ? <FindingTarget finding={finding} /> : <NothingLeft waiver={waiver} />}
      {finding && (
        <Text size="xs" c="dimmed">
          {finding.message}
        </Text>
      )}
      <Text size="sm" mt={4} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {waiver.reason}
      </Text>
      <Text size="xs" c="dimmed" mt={2}>
        <Text span fz="inherit" fw={600} c={waiver.createdBy?.color ?? 'dimmed'}>
          {waiver.createdBy?.name ?? 'Somebody'}
        </Text>
        , <Ago time={waiver.createdAt} />
      </Text>
      {can(role, 'waiver.write') && (
        <Button
          size="compact-xs"
          variant="subtle"
          mt={4}
          ml={-8}
          style={{ alignSelf: 'flex-start' }}
          loading={loading}
          onClick={() => void submit().catch(() => undefined)}
        >
          Withdraw waiver
        </Button>
      )}
      {error && (
        <Text size="xs" c="var(--lb-error)">
          {failureOf(error).message}
        </Text>
      )}
    </Card>
  );
}

/** Why a waiver waives nothing at the moment. */
function NothingLeft({ waiver: { rule, node } }: { readonly waiver: WaiverFieldsFragment }) {
  const { graph, ruleSettings } = useEditor();
  const layer = node === null ? undefined : graph.nodes.get(node);
  const settings: Readonly<Record<string, { readonly level?: string | undefined } | undefined>> =
    ruleSettings;
  const why =
    node !== null && !layer
      ? 'void: its layer is gone'
      : settings[rule]?.level === 'off'
        ? 'the rule is off'
        : 'not found any more';
  return (
    <Text size="xs" c="dimmed">
      {ruleById(rule)?.title ?? rule}
      {layer ? ` at ${layer.name}` : ''}: {why}
    </Text>
  );
}
