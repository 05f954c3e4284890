'use client';

import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ThreadFieldsFragment } from '@/app/_graphql/documents.generated';
import { can } from '@/lib/access/permissions';
import { useEditor } from '../EditorContext';
import { NewThread } from './NewThread';
import { ThreadCard } from './ThreadCard';

/** Conversations about the design: those on the selected layer first when there is one. */
export function ThreadsPanel({ focused }: { readonly focused: string | null }) {
  const { threads, selection, graph, role } = useEditor();
  const [show, setShow] = useState<'open' | 'resolved'>('open');
  const [selected] = selection.nodes;
  const layer = selected === undefined ? undefined : graph.nodes.get(selected);
  const wanted = threads.filter(
    (thread) => thread.id === focused || (thread.resolvedAt !== null) === (show === 'resolved'),
  );
  const here = (thread: ThreadFieldsFragment) => thread.anchor.element === layer?.id;
  const sorted = layer
    ? [...wanted.filter(here), ...wanted.filter((thread) => !here(thread))]
    : wanted;
  return (
    <Stack gap="sm" p="sm">
      {can(role, 'thread.write') && <NewThread key={layer?.id ?? 'design'} layer={layer} />}
      <SegmentedControl
        size="xs"
        aria-label="Which threads to show"
        value={show}
        onChange={(value) => setShow(value === 'resolved' ? 'resolved' : 'open')}
        data={[
          { value: 'open', label: 'Open' },
          { value: 'resolved', label: 'Resolved' },
        ]}
      />
      {sorted.length === 0 ? (
        <Text size="sm" c="dimmed">
          No {show} threads. Select a layer and ask why it is as it is.
        </Text>
      ) : (
        <Stack gap="sm" role="list" aria-label="Threads">
          {sorted.map((thread) => (
            <ThreadCard key={thread.id} thread={thread} focused={thread.id === focused} />
          ))}
        </Stack>
      )}
    </Stack>
  );
}
