'use client';

import { useMutation } from '@apollo/client/react';
import { Button, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { OpenThreadDocument } from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';
import type { LayerNode } from '@/lib/graph/graph';
import { useEditor } from '../EditorContext';

/** Opens a thread on the selected layer, or on the design when none is selected. */
export function NewThread({ layer }: { readonly layer: LayerNode | undefined }) {
  const { designId, refreshActivity } = useEditor();
  const [body, setBody] = useState('');
  const [open, { loading, error }] = useMutation(OpenThreadDocument);
  const about = layer ? `“${layer.name}”` : 'the design';
  const submit = async () => {
    const anchor = layer
      ? { type: 'NODE' as const, element: layer.id }
      : { type: 'DESIGN' as const };
    const { data } = await open({ variables: { designId, anchor, body } });
    if (!data) return;
    setBody('');
    refreshActivity();
  };
  return (
    <Stack gap={6}>
      <Textarea
        size="sm"
        autosize
        minRows={2}
        maxRows={8}
        label={`Comment on ${about}`}
        placeholder="Why this choice? What would you try instead?"
        value={body}
        error={error ? failureOf(error).message : undefined}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit();
        }}
      />
      <Button
        size="xs"
        style={{ alignSelf: 'flex-end' }}
        disabled={body.trim() === ''}
        loading={loading}
        onClick={() => void submit().catch(() => undefined)}
      >
        Open thread
      </Button>
    </Stack>
  );
}
