import { Paper, Stack, Text } from '@mantine/core';
import classes from './Editor.module.css';

/** What to do on an empty canvas. */
export function EmptyHint({ editable }: { readonly editable: boolean }) {
  return (
    <div className={classes.empty}>
      <Paper withBorder p="lg" radius="md" shadow="sm">
        <Stack gap={4} align="center">
          <Text fw={600}>An empty canvas</Text>
          <Text size="sm" c="dimmed">
            {editable
              ? 'Press / and type a layer’s name, or drag one from the left. Start with an input.'
              : 'Nobody has drawn anything here yet.'}
          </Text>
        </Stack>
      </Paper>
    </div>
  );
}
