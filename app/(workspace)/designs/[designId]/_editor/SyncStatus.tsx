'use client';

import { Badge, Tooltip } from '@mantine/core';
import { IconCloudCheck, IconCloudOff, IconCloudUp } from '@tabler/icons-react';
import { useDesignState, useEditor } from './EditorContext';

const NOTES = {
  live: 'Every change is stored before it counts as saved.',
  offline: 'The server does not answer. Your work is sent when it does.',
  refused: 'Nothing is sent for the reason that is shown above the canvas.',
} as const;

/** Whether everything is saved, in a word, and how much is not. */
export function SyncStatus() {
  const { store } = useEditor();
  const connection = useDesignState(store, (state) => state.connection);
  const pending = useDesignState(store, (state) => state.session.pending.length);
  const offline = connection.status !== 'live';
  const Icon = offline ? IconCloudOff : pending > 0 ? IconCloudUp : IconCloudCheck;
  const text = offline ? `${pending} unsaved` : pending > 0 ? `Saving ${pending}` : 'Saved';
  const note = NOTES[connection.status];
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
