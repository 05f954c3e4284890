'use client';

import { Avatar, Group, Tooltip } from '@mantine/core';
import { useDesignState, useEditor } from '../EditorContext';

/** Who else is in the design right now. */
export function Avatars() {
  const { store } = useEditor();
  const others = useDesignState(store, (state) => state.others);
  if (others.length === 0) return null;
  return (
    <Group gap={4} role="list" aria-label="People here">
      {others.map(({ client, name, color }) => (
        <Tooltip key={client} label={name}>
          <Avatar
            role="listitem"
            aria-label={name}
            size={28}
            radius="xl"
            styles={{ placeholder: { background: color, color: '#fff', fontSize: 11 } }}
          >
            {initials(name)}
          </Avatar>
        </Tooltip>
      ))}
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
