'use client';

import { Button, Card, Group, Text } from '@mantine/core';
import { IconEyeOff, IconHelp, IconWand } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { can } from '@/lib/access/permissions';
import type { Finding } from '@/lib/rules/rule';
import { ruleById } from '@/lib/rules/rules';
import { useEditor } from '../EditorContext';
import { FindingTarget } from './FindingTarget';
import { WaiveForm } from './WaiveForm';
import { Why } from './Why';

/** A finding: what is wrong and where, and what can be done about it. */
export function FindingCard({
  finding,
  onGone,
}: {
  readonly finding: Finding;
  /** Called when this card is about to go, so that the focus has somewhere to be. */
  readonly onGone: () => void;
}) {
  const { store, role } = useEditor();
  const [shown, show] = useState<'why' | 'waive'>();
  const details = useId();
  const { rule, message, fix, saving } = finding;
  const toggle = (what: 'why' | 'waive') => show(shown === what ? undefined : what);
  return (
    <Card withBorder padding="sm" role="listitem" aria-label={ruleById(rule)?.title ?? rule}>
      <FindingTarget finding={finding} />
      <Text size="sm">{message}</Text>
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
          style={{ alignSelf: 'flex-start' }}
          onClick={() => {
            store.perform(fix.operations);
            onGone();
          }}
        >
          {fix.label}
        </Button>
      )}
      <Group gap={4} mt={6} ml={-8}>
        {can(role, 'waiver.write') && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            leftSection={<IconEyeOff size={13} />}
            aria-expanded={shown === 'waive'}
            aria-controls={details}
            onClick={() => toggle('waive')}
          >
            Waive
          </Button>
        )}
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          leftSection={<IconHelp size={13} />}
          aria-expanded={shown === 'why'}
          aria-controls={details}
          onClick={() => toggle('why')}
        >
          Why
        </Button>
      </Group>
      <div id={details}>
        {shown === 'why' && <Why finding={finding} />}
        {shown === 'waive' && (
          <WaiveForm finding={finding} onWaived={onGone} onCancel={() => show(undefined)} />
        )}
      </div>
    </Card>
  );
}
