'use client';

import {
  Alert,
  Anchor,
  Badge,
  Button,
  CopyButton,
  Group,
  List,
  Popover,
  Text,
  Tooltip,
} from '@mantine/core';
import { IconCloudCheck, IconCloudOff, IconCloudUp } from '@tabler/icons-react';
import Link from 'next/link';
import { useDesignState, useEditor } from './EditorContext';

/** Whether everything is saved, in a word. */
export function SyncStatus() {
  const { store } = useEditor();
  const connection = useDesignState(store, (state) => state.connection);
  const pending = useDesignState(store, (state) => state.session.pending.length);
  const offline = connection.status !== 'live';
  const Icon = offline ? IconCloudOff : pending > 0 ? IconCloudUp : IconCloudCheck;
  const text = offline ? `${pending} unsaved` : pending > 0 ? 'Saving' : 'Saved';
  const note = offline
    ? 'The server does not answer. Your work is kept in this browser and sent when it does.'
    : 'Every change is stored before it counts as saved.';
  return (
    <Tooltip label={note} multiline w={260}>
      <Badge
        variant="light"
        color={offline ? 'orange' : 'gray'}
        leftSection={<Icon size={14} />}
        styles={{ root: { textTransform: 'none', minWidth: 92 } }}
        role="status"
      >
        {text}
      </Badge>
    </Tooltip>
  );
}

/** What the person has to know or do before their work can be saved. */
export function SyncBanner() {
  const { store } = useEditor();
  const connection = useDesignState(store, (state) => state.connection);
  const pending = useDesignState(store, (state) => state.session.pending.length);
  if (connection.status !== 'refused') return null;
  const { code, message } = connection.failure;
  const kept =
    pending === 0
      ? ''
      : ` ${pending} ${pending === 1 ? 'change is' : 'changes are'} kept in this browser and will be sent when you open the design again.`;
  return (
    <Alert color="orange" radius={0} py={6} role="alert">
      <Group gap="md">
        <Text size="sm">
          {message}
          {kept}
        </Text>
        {code === 'UNAUTHENTICATED' && (
          <Anchor
            component={Link}
            href={`/sign-in?next=${encodeURIComponent(window.location.pathname)}`}
            size="sm"
          >
            Sign in again
          </Anchor>
        )}
      </Group>
    </Alert>
  );
}

/** Work that the server refused, until its author has seen it. */
export function RefusedTray() {
  const { store } = useEditor();
  const refused = useDesignState(store, (state) => state.session.refused);
  if (refused.length === 0) return null;
  return (
    <Popover width={360} position="bottom-end" withArrow shadow="md" defaultOpened>
      <Popover.Target>
        <Button size="compact-sm" color="red" variant="light">
          {refused.length} not applied
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" fw={600} mb="xs">
          These changes could not be applied
        </Text>
        <List size="xs" spacing={4}>
          {refused.map(({ seq, message }) => (
            <List.Item key={seq}>{message}</List.Item>
          ))}
        </List>
        <Group mt="sm" gap="xs">
          <CopyButton value={JSON.stringify(refused, null, 2)}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="light" onClick={copy}>
                {copied ? 'Copied' : 'Copy them'}
              </Button>
            )}
          </CopyButton>
          <Button size="compact-xs" variant="subtle" onClick={store.dismissRefused}>
            I have seen them
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
