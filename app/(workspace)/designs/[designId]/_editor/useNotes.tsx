import { Button, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { newId } from '@/lib/ids';
import { useDesignState } from './EditorContext';
import type { Note } from './session/designState';
import type { DesignStore } from './session/designStore';
import { useFresh } from './useFresh';

/** Tells what others did to what this person was at, with a way back. PROTOCOL P16. */
export function useNotes(store: DesignStore): void {
  useFresh(
    useDesignState(store, (state) => state.notes),
    (fresh) => {
      for (const note of fresh) show(note, store);
    },
  );
}

function show(note: Note, store: DesignStore): void {
  const id = newId();
  const takeUp = () => {
    store.takeUp(note);
    notifications.hide(id);
  };
  notifications.show({
    id,
    color: 'blue',
    withBorder: true,
    autoClose: 60_000,
    message: (
      <Stack gap={6} align="flex-start">
        <Text size="sm">
          {whoOf(note, store)} {note.deed}
        </Text>
        <Button size="compact-xs" variant="light" onClick={takeUp}>
          {note.offer}
        </Button>
      </Stack>
    ),
  });
}

function whoOf({ client, actor }: Note, store: DesignStore): string {
  const { others } = store.getState();
  return actor ?? others.find((each) => each.client === client)?.name ?? 'Somebody';
}
