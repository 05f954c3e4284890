'use client';

import { useMutation } from '@apollo/client/react';
import {
  ActionIcon,
  Badge,
  Button,
  Card,
  CopyButton,
  Group,
  Stack,
  Text,
  Textarea,
  Tooltip,
  UnstyledButton,
} from '@mantine/core';
import { IconCheck, IconLink, IconRotate } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { Ago } from '@/app/_components/Ago';
import {
  ReplyDocument,
  ResolveThreadDocument,
  type ThreadFieldsFragment,
} from '@/app/_graphql/documents.generated';
import { failureOf } from '@/app/_graphql/errors';
import { can } from '@/lib/access/permissions';
import { useEditor } from '../EditorContext';

/** A conversation: what it is about, what was said, and where it stands. */
export function ThreadCard({
  thread,
  focused,
}: {
  readonly thread: ThreadFieldsFragment;
  readonly focused: boolean;
}) {
  const { graph, role, select, designId, refreshActivity } = useEditor();
  const [resolve, resolving] = useMutation(ResolveThreadDocument);
  const card = useRef<HTMLDivElement>(null);
  const { element } = thread.anchor;
  const layer = element ? graph.nodes.get(element) : undefined;
  const resolved = thread.resolvedAt !== null;

  useEffect(() => {
    if (focused) card.current?.scrollIntoView({ block: 'nearest' });
  }, [focused]);

  const setResolved = async () => {
    await resolve({ variables: { threadId: thread.id, resolved: !resolved } });
    refreshActivity();
  };

  return (
    <Card
      ref={card}
      withBorder
      padding="sm"
      role="listitem"
      aria-label={`Thread on ${layer?.name ?? 'the design'}`}
      style={focused ? { borderColor: 'var(--mantine-primary-color-filled)' } : {}}
    >
      <Group justify="space-between" wrap="nowrap" mb={6}>
        {layer ? (
          <UnstyledButton fz="sm" fw={600} onClick={() => select([layer.id], { reveal: true })}>
            {layer.name}
          </UnstyledButton>
        ) : (
          <Badge variant="light" color="gray" size="sm">
            {thread.orphaned || element ? 'layer is gone' : 'design'}
          </Badge>
        )}
        <Group gap={2} wrap="nowrap">
          <CopyButton value={linkTo(designId, thread)}>
            {({ copied, copy }) => (
              <Tooltip label={copied ? 'Copied' : 'Copy link'}>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="sm"
                  aria-label="Copy link to thread"
                  onClick={copy}
                >
                  {copied ? <IconCheck size={14} /> : <IconLink size={14} />}
                </ActionIcon>
              </Tooltip>
            )}
          </CopyButton>
          {can(role, 'thread.resolve') && (
            <Button
              size="compact-xs"
              variant="subtle"
              loading={resolving.loading}
              leftSection={resolved ? <IconRotate size={13} /> : <IconCheck size={13} />}
              onClick={() => void setResolved().catch(() => undefined)}
            >
              {resolved ? 'Reopen' : 'Resolve'}
            </Button>
          )}
        </Group>
      </Group>
      <Stack gap={8}>
        {thread.comments.map(({ id, author, body, createdAt }) => (
          <div key={id}>
            <Group gap={6}>
              <Text size="xs" fw={600} c={author?.color ?? 'dimmed'}>
                {author?.name ?? 'Somebody'}
              </Text>
              <Text size="xs" c="dimmed">
                <Ago time={createdAt} />
              </Text>
            </Group>
            <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {body}
            </Text>
          </div>
        ))}
      </Stack>
      {can(role, 'thread.write') && !resolved && <ReplyForm threadId={thread.id} />}
      {resolving.error && (
        <Text size="xs" c="red">
          {failureOf(resolving.error).message}
        </Text>
      )}
    </Card>
  );
}

function linkTo(designId: string, { id, anchor }: ThreadFieldsFragment): string {
  const query = new URLSearchParams({
    thread: id,
    ...(anchor.element ? { node: anchor.element } : {}),
  });
  return `${window.location.origin}/designs/${designId}?${query}`;
}

function ReplyForm({ threadId }: { readonly threadId: string }) {
  const { refreshActivity } = useEditor();
  const [body, setBody] = useState('');
  const [reply, { loading, error }] = useMutation(ReplyDocument);
  const submit = async () => {
    const { data } = await reply({ variables: { threadId, body } });
    if (!data) return;
    setBody('');
    refreshActivity();
  };
  return (
    <Group gap={6} mt={8} align="flex-end" wrap="nowrap">
      <Textarea
        size="xs"
        autosize
        minRows={1}
        maxRows={6}
        style={{ flex: 1 }}
        aria-label="Reply"
        placeholder="Reply …"
        value={body}
        error={error ? failureOf(error).message : undefined}
        onChange={(event) => setBody(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            void submit().catch(() => undefined);
        }}
      />
      <Button
        size="xs"
        variant="light"
        disabled={body.trim() === ''}
        loading={loading}
        onClick={() => void submit().catch(() => undefined)}
      >
        Send
      </Button>
    </Group>
  );
}
