'use client';

import { useMutation } from '@apollo/client/react';
import { Button, Group, Textarea } from '@mantine/core';
import { useState } from 'react';
import { WaiveFindingDocument } from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';
import type { Finding } from '@/lib/rules/rule';
import { useEditor } from '../EditorContext';

/** Asks why a finding may stay, and waives it. */
export function WaiveForm({
  finding: { rule, node },
  onWaived,
  onCancel,
}: {
  readonly finding: Finding;
  readonly onWaived: () => void;
  readonly onCancel: () => void;
}) {
  const { designId, refreshActivity } = useEditor();
  const [reason, setReason] = useState('');
  const [waive, { loading, error }] = useMutation(WaiveFindingDocument);
  const empty = reason.trim() === '';
  const submit = async () => {
    await waive({ variables: { designId, rule, node: node ?? null, reason } });
    refreshActivity();
    onWaived();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!empty) void submit().catch(() => undefined);
      }}
    >
      <Textarea
        data-autofocus
        autoFocus
        mt={6}
        size="xs"
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        label="Why may it stay?"
        description="Everybody on the design reads the reason."
        value={reason}
        error={error ? failureOf(error).message : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
        }}
      />
      <Group gap={6} mt={6} justify="flex-end">
        <Button size="compact-sm" variant="subtle" color="gray" onClick={onCancel}>
          Cancel
        </Button>
        <Button size="compact-sm" type="submit" loading={loading} disabled={empty}>
          Waive finding
        </Button>
      </Group>
    </form>
  );
}
