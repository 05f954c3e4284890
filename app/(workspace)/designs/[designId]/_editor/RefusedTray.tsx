'use client';

import { Button, CopyButton, Group, Popover, ScrollArea, Stack, Text } from '@mantine/core';
import { describe, type KnownLayers } from '@/lib/document/describe';
import type { Refused } from '@/lib/document/session';
import { useDesignState, useEditor } from './EditorContext';

/** Work that came to nothing, with its reason, until its author has seen it or has done it after all. */
export function RefusedTray() {
  const { store, graph } = useEditor();
  const refused = useDesignState(store, (state) => state.session.refused);
  if (refused.length === 0) return null;
  return (
    <Popover width={400} position="bottom-start" withArrow shadow="md" defaultOpened>
      <Popover.Target>
        <Button size="compact-sm" color="red" variant="light">
          {refused.length} not applied
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Group justify="space-between" mb="xs">
          <Text size="sm" fw={600}>
            {refused.length === 1
              ? 'This change did not take effect'
              : 'These changes did not take effect'}
          </Text>
          <Button size="compact-xs" variant="subtle" onClick={() => store.dismissRefused()}>
            Dismiss all
          </Button>
        </Group>
        <ScrollArea.Autosize mah={320} offsetScrollbars>
          <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
            {refused.map((one) => (
              <Item
                key={`${one.gesture} ${one.seq}`}
                one={one}
                deed={deedOf(one, new Map([...store.gone, ...graph.nodes]))}
                onRetry={one.operation ? () => store.tryAgain(one) : undefined}
                onDismiss={() => store.dismissRefused(one)}
              />
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}

function Item({
  one,
  deed,
  onRetry,
  onDismiss,
}: {
  readonly one: Refused;
  readonly deed: string;
  /** Undefined where there is nothing that could be tried. */
  readonly onRetry: (() => void) | undefined;
  readonly onDismiss: () => void;
}) {
  return (
    <li aria-label={`You ${deed}`}>
      <Text size="xs" fw={500}>
        You {deed}
      </Text>
      <Text size="xs" c="dimmed">
        {one.message}
      </Text>
      <Group gap={4} mt={2}>
        {onRetry && (
          <Button size="compact-xs" variant="light" onClick={onRetry}>
            Try again
          </Button>
        )}
        <CopyButton value={JSON.stringify(one.operation ?? one.content, null, 2)}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="subtle" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onDismiss}>
          Dismiss
        </Button>
      </Group>
    </li>
  );
}

/** What the work was, as the rest of a sentence. What it would have replaced is not known any more. */
function deedOf({ operation }: Refused, known: KnownLayers): string {
  if (operation === null) return 'did something that this page does not know.';
  return `${describe({ operation, inverse: [] }, known)}.`;
}
