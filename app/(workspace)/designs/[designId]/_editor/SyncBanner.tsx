'use client';

import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { IconCloudOff } from '@tabler/icons-react';
import Link from 'next/link';
import { useEffect, useState } from 'react';
import type { Failure } from '@/app/_graphql/errors';
import { useDesignState, useEditor } from './EditorContext';
import type { Connection } from './session/connection';

/** A line that is back within this time was never worth a word, in milliseconds. */
const PATIENCE = 2_000;

/** What the person has to know or do before their work can be saved. */
export function SyncBanner() {
  const { store } = useEditor();
  const connection = useDesignState(store, (state) => state.connection);
  if (connection.status === 'refused') return <RefusedBanner failure={connection.failure} />;
  if (connection.status === 'offline') return <OfflineBanner {...connection} />;
  return null;
}

/** Says calmly that nothing can be sent, why, since when, and what becomes of the work; goes by itself. */
function OfflineBanner({ since, reason }: Extract<Connection, { readonly status: 'offline' }>) {
  const { store } = useEditor();
  const pending = useDesignState(store, (state) => state.session.pending.length);
  const keeping = useDesignState(store, (state) => state.keeping);
  const [shown, show] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => show(true), since.getTime() + PATIENCE - Date.now());
    return () => clearTimeout(timer);
  }, [since]);
  if (!shown) return null;
  const time = since.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return (
    <Alert color="gray" py={6} icon={<IconCloudOff size={16} />} role="status">
      <Text size="sm">
        {reason ? `${reason} So it is since ${time}.` : `No connection since ${time}.`} Go on
        working: {workSentence(pending, keeping)}
      </Text>
    </Alert>
  );
}

function workSentence(pending: number, keeping: boolean): string {
  if (!keeping) {
    const what =
      pending === 0 ? 'changes wait' : `${changes(pending)} ${pending === 1 ? 'waits' : 'wait'}`;
    return `${what} in this page and will be sent by themselves. This browser keeps nothing, so leave the page open.`;
  }
  if (pending === 0) return 'what you change is kept in this browser and sent by itself.';
  const verb = pending === 1 ? 'is' : 'are';
  return `${changes(pending)} ${verb} kept in this browser and will be sent by ${pending === 1 ? 'itself' : 'themselves'}.`;
}

function RefusedBanner({ failure: { code, message } }: { readonly failure: Failure }) {
  const { store } = useEditor();
  const pending = useDesignState(store, (state) => state.session.pending.length);
  const keeping = useDesignState(store, (state) => state.keeping);
  const verb = pending === 1 ? 'is' : 'are';
  const fate = keeping
    ? `${verb} kept in this browser and will be sent when ${code === 'LIMIT_EXCEEDED' ? 'that works' : 'you open the design again'}.`
    : `${verb} in this page alone, since this browser keeps nothing, and will be gone with it.`;
  const kept = pending === 0 ? '' : ` ${changes(pending)} ${fate}`;
  return (
    <Alert color="orange" py={6} role="alert">
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
        {code === 'LIMIT_EXCEEDED' && (
          <Button size="compact-sm" variant="light" onClick={store.resume}>
            Try again
          </Button>
        )}
        {code === 'OUTDATED' && (
          <Button size="compact-sm" variant="light" onClick={() => window.location.reload()}>
            Reload
          </Button>
        )}
      </Group>
    </Alert>
  );
}

function changes(count: number): string {
  return `${count} ${count === 1 ? 'change' : 'changes'}`;
}
