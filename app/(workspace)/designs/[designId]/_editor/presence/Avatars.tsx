'use client';

import { Avatar, Group, Tooltip, UnstyledButton } from '@mantine/core';
import { useDesignState, useEditor } from '../EditorContext';
import classes from './Avatars.module.css';
import { usePresence } from './PresenceContext';

/** Who else is in the design right now; a click follows their view until one moves the canvas oneself. */
export function Avatars() {
  const { store } = useEditor();
  const { followed, follow } = usePresence();
  const others = useDesignState(store, (state) => state.others);
  if (others.length === 0) return null;
  return (
    <Group gap={4} wrap="nowrap" role="group" aria-label="People here">
      {others.map(({ client, name, color }) => {
        const following = followed?.client === client;
        return (
          <Tooltip key={client} label={following ? `Following ${name}` : `Follow ${name}`}>
            <UnstyledButton
              className={classes.person ?? ''}
              aria-label={`Follow ${name}`}
              aria-pressed={following}
              style={following ? { outlineColor: color } : {}}
              onClick={() => follow(following ? undefined : client)}
            >
              <Avatar
                size={28}
                radius="xl"
                styles={{ placeholder: { background: color, color: '#fff', fontSize: 11 } }}
              >
                {initials(name)}
              </Avatar>
            </UnstyledButton>
          </Tooltip>
        );
      })}
    </Group>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return words
    .slice(0, 2)
    .map((word) => word[0]?.toUpperCase() ?? '')
    .join('');
}
